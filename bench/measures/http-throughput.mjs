import { spawn } from 'node:child_process';
import { Agent, request } from 'node:http';
import process from 'node:process';
import { baseline, binary } from '../programs.mjs';
import { paired } from '../statistics.mjs';
import { startStatus } from '../upstreams.mjs';

const atOnce = 64;
const calls = 1500;

/**
 * Starts a program that serves MCP over HTTP and waits for the address it logs.
 * @param {readonly string[]} args @param {Record<string, string>} env
 * @returns {Promise<{ url: URL, stop: () => void }>}
 */
function serve(args, env) {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, NODE_EXTRA_CA_CERTS: '', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    let text = '';
    child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ chunk) => {
      text += chunk;
      const url = /url=(\S+)/.exec(text)?.[1];
      if (url !== undefined) resolve({ url: new URL(url), stop: () => child.kill() });
    });
    child.once('exit', () => reject(new Error(`${args[0]} ended: ${text}`)));
  });
}

/** @param {URL} url @param {Agent} agent @param {string} tool */
function call(url, agent, tool) {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: tool, arguments: {} } });
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    'mcp-protocol-version': '2025-06-18',
    'content-length': Buffer.byteLength(body),
  };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (/** @type {string} */ chunk) => (text += chunk));
      response.once('end', () =>
        text.includes('"structuredContent"') ? resolve(undefined) : reject(new Error(`${tool}: ${text.slice(0, 300)}`)),
      );
    });
    sent.once('error', reject).end(body);
  });
}

/** Calls a second. @param {URL} url @param {Agent} agent @param {string} tool */
async function throughput(url, agent, tool) {
  let left = calls;
  const from = performance.now();
  const lane = async () => {
    while (left-- > 0) await call(url, agent, tool);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return calls / ((performance.now() - from) / 1000);
}

/** The whole server over the SDK's own handler, both doing one upstream request a call. */
export async function httpThroughput() {
  const upstream = await startStatus();
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const toolsets = [binary('sonarr'), '--http', '--port', '0', '--toolsets', 'default,admin'];
  const ours = await serve(toolsets, upstream.env);
  const rows = [];
  for (const [more, words] of /** @type {const} */ ([
    [0, 'one tool'],
    [10, 'as many tools'],
  ])) {
    const sdk = await serve([baseline('sdk-handler')], { ...upstream.env, MORE_TOOLS: String(more) });
    const subject = () => throughput(ours.url, agent, 'sonarr_system_status');
    const other = () => throughput(sdk.url, agent, 'status');
    await subject();
    await other();
    const { subject: mine, baseline: theirs, ratio } = await paired(7, subject, other);
    sdk.stop();
    rows.push({
      what: `calls a second over HTTP, ${atOnce} at once, over ${words}`,
      value: `${ratio.toFixed(2)} x`,
      target: '>= 1.5 x',
      met: ratio >= 1.5,
      detail: `${mine.toFixed(0)} over ${theirs.toFixed(0)} of the SDK's handler with ${words}`,
    });
  }
  agent.destroy();
  ours.stop();
  upstream.close();
  return rows;
}
