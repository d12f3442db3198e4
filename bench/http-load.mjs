import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import process from 'node:process';

/** A token as the servers want one; nobody else's. */
export const token = 'bench0123456789abcdef0123456789abcdef';

/**
 * Starts a program that serves MCP over HTTP and waits for the address it logs.
 * @param {readonly string[]} args @param {Record<string, string>} env
 * @returns {Promise<{ url: URL, pid: number, stop: () => void }>}
 */
export function serve(args, env) {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, NODE_EXTRA_CA_CERTS: '', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    let text = '';
    child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ chunk) => {
      if (text.length < 10_000) text += chunk;
      const url = /url=(\S+)/.exec(text)?.[1];
      if (url !== undefined) resolve({ url: new URL(url), pid: child.pid ?? 0, stop: () => child.kill() });
    });
    child.once('exit', () => reject(new Error(`${args[0]} ended: ${text}`)));
  });
}

/**
 * Sends one JSON-RPC request of the 2025 era.
 * @param {URL} url @param {Agent} agent @param {string} method @param {unknown} params
 * @param {{ headers?: Record<string, string>, signal?: AbortSignal }} [options]
 * @returns {Promise<{ status: number, text: string }>}
 */
export function send(url, agent, method, params, { headers = {}, signal } = {}) {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
  const all = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    'mcp-protocol-version': '2025-06-18',
    'content-length': Buffer.byteLength(body),
    ...headers,
  };
  const options = { method: 'POST', agent, headers: all, ...(signal === undefined ? {} : { signal }) };
  return new Promise((resolve, reject) => {
    const sent = request(url, options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (/** @type {string} */ chunk) => (text += chunk));
      response.once('error', reject);
      response.once('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    sent.once('error', reject).end(body);
  });
}

/**
 * Calls a tool without arguments again and again, by so many clients at once that each wait for an answer before the next.
 * @param {{ url: URL, tool: string, clients: number, calls: number, token?: string | undefined }} what
 * @returns {Promise<{ perSecond: number, typicalMs: number, slowMs: number }>} `slowMs` is what 95 in 100 stay below
 */
export async function load({ url, tool, clients, calls, token: bearer }) {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const headers = /** @type {Record<string, string>} */ (
    bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }
  );
  /** @type {number[]} */
  const times = [];
  let left = calls;
  const client = async () => {
    while (left-- > 0) {
      const from = performance.now();
      const { text } = await send(url, agent, 'tools/call', { name: tool, arguments: {} }, { headers });
      if (!text.includes('"structuredContent"')) throw new Error(`${tool}: ${text.slice(0, 300)}`);
      times.push(performance.now() - from);
    }
  };
  const from = performance.now();
  await Promise.all(Array.from({ length: clients }, client));
  const seconds = (performance.now() - from) / 1000;
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (/** @type {number} */ share) => times[Math.floor((times.length - 1) * share)] ?? 0;
  return { perSecond: calls / seconds, typicalMs: at(0.5), slowMs: at(0.95) };
}

/** Megabytes that a process holds now; undefined where the system does not tell. @param {number} pid */
export function residentMegabytes(pid) {
  try {
    const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return line === null ? undefined : Number(line[1]) / 1024;
  } catch {
    return undefined;
  }
}

/** How many calls a measure makes: fewer with BENCH_CALLS, to see that it works. @param {number} usual */
export function callCount(usual) {
  return Number(process.env['BENCH_CALLS'] ?? usual);
}
