/**
 * Shows the three servers at work: starts each built binary over stdio with `--demo`, connects a real MCP client, asks everyday
 * questions, and prints what to paste into an MCP client. Everything runs on this machine and ends by itself.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { questions } from './demo/questions.mjs';

const servers = /** @type {const} */ (['sonarr-mcp', 'plex-mcp', 'trakt-mcp']);
const packages = fileURLToPath(new URL('../packages/', import.meta.url));
const program = (/** @type {string} */ server) => path.join(packages, server, 'dist', 'cli.js');

const color = process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
const paint = (/** @type {string} */ text, /** @type {number} */ code) =>
  color ? `\u001B[${code}m${text}\u001B[0m` : text;
const bold = (/** @type {string} */ text) => paint(text, 1);
const dim = (/** @type {string} */ text) => paint(text, 2);

/** Prints one line. @param {string} [line] */
function say(line = '') {
  process.stdout.write(`${line}\n`);
}

/**
 * Starts a server as an MCP client would and connects to it.
 * @param {string} server
 */
async function connect(server) {
  const client = new Client({ name: 'watchstack-demo', version: '1.0.0' });
  const args = [program(server), '--demo', ...(server === 'sonarr-mcp' ? ['--read-write'] : [])];
  const env = { ...process.env, LOG_LEVEL: 'ERROR', READ_ONLY_MODE: '', SONARR_URL: '', PLEX_URL: '' };
  await client.connect(new StdioClientTransport({ command: process.execPath, args, env, stderr: 'inherit' }));
  return client;
}

/**
 * Asks one question and prints it, the call, the answer and the time.
 * @param {Client} client
 * @param {import('./demo/questions.mjs').Question} question
 * @param {Record<string, Record<string, unknown>>} earlier answers of questions that others build on
 */
async function ask(client, { ask: words, tool, args, tell, keep }, earlier) {
  const given = typeof args === 'function' ? args(earlier) : args;
  say(bold(`> ${words}`));
  say(dim(`  ${tool} ${JSON.stringify(given)}`));
  const start = performance.now();
  const result = await client.callTool({ name: tool, arguments: given });
  const ms = Math.round(performance.now() - start);
  const answer = /** @type {Record<string, any> | undefined} */ (result.structuredContent);
  if (result.isError === true || answer === undefined) {
    const [block] = result.content;
    throw new Error(`${tool} failed: ${block?.type === 'text' ? block.text : 'no answer'}`);
  }
  if (keep !== undefined) earlier[keep] = answer;
  for (const line of tell(answer)) say(`  ${line}`);
  say(dim(`  ${ms} ms`));
  say();
}

/** @type {Map<string, Client>} */
const clients = new Map();
try {
  say(bold('Watchstack: three MCP servers on one imaginary household'));
  say(dim('Nothing here is real: no account, no setting, nothing leaves this machine.'));
  say();
  for (const server of servers) clients.set(server, await connect(server));
  /** @type {Record<string, Record<string, unknown>>} */
  const earlier = {};
  let current = '';
  for (const question of questions) {
    const client = clients.get(question.server);
    if (client === undefined) throw new Error(`no ${question.server} is running`);
    if (question.server !== current) {
      current = question.server;
      say(bold(`--- ${client.getServerVersion()?.title ?? current} ---`));
    }
    await ask(client, question, earlier);
  }
} finally {
  await Promise.allSettled([...clients.values()].map((client) => client.close()));
}

say(bold('Your turn. Paste this into your MCP client, with your own values:'));
const merged = { mcpServers: {} };
for (const server of servers) {
  const printed = spawnSync(process.execPath, [program(server), '--print-config', 'claude-desktop'], {
    encoding: 'utf8',
  });
  if (printed.status !== 0) throw new Error(`${server} --print-config failed: ${printed.stderr}`);
  Object.assign(merged.mcpServers, JSON.parse(printed.stdout).mcpServers);
}
say(JSON.stringify(merged, undefined, 2));
say();
say(
  dim(
    'Other clients: <server> --print-config claude-code | cursor | vscode | codex. Everything is read-only until you say otherwise.',
  ),
);
