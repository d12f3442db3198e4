/**
 * Keeps a server busy over HTTP for as long as wanted, as a household with bad habits would: `node bench/soak.mjs [minutes]
 * [clients]`, 10 and 16 unless told. Clients list, call, go away in the middle, come with wrong tokens, send too much, and hold
 * streams of the older transport. Prints a line every ten seconds. The exit code is 1 when anything was answered as it must not be,
 * or when the server holds half as much again at the end as after the first third of the time, when it has warmed up.
 *
 * The servers have to be built: `npm run build`.
 */
import { Agent, get } from 'node:http';
import process from 'node:process';
import { residentMegabytes, send, serve, token } from './http-load.mjs';
import { binary } from './programs.mjs';
import { startStatus } from './upstreams.mjs';

const [minutes = 10, clients = 16] = process.argv.slice(2).map(Number);
if (!(minutes > 0) || !Number.isInteger(clients) || clients < 1) {
  process.stderr.write('Usage: node bench/soak.mjs [minutes] [clients]\n');
  process.exit(2);
}

const upstream = await startStatus();
const args = [binary('sonarr'), '--transport', 'sse', '--port', '0', '--toolsets', 'default,admin'];
const server = await serve(args, { ...upstream.env, MCP_AUTH_TOKEN: token, LOG_LEVEL: 'INFO' });
const agent = new Agent({ keepAlive: true, maxSockets: clients * 2 });
const authorization = `Bearer ${token}`;
const call = { name: 'sonarr_system_status', arguments: {} };

/** What a client may do next, and how often beside the others. @type {readonly (readonly [number, string, () => Promise<boolean>])[]} */
const habits = [
  [60, 'call', async () => (await ask('tools/call', call)).text.includes('"structuredContent"')],
  [15, 'list', async () => (await ask('tools/list', {})).text.includes('sonarr_system_status')],
  [8, 'go away', goAway],
  [5, 'wrong token', async () => (await ask('tools/list', {}, `Bearer wrong${token}`)).status === 401],
  [5, 'unknown tool', async () => (await ask('tools/call', { name: 'no_such_tool' })).text.includes('-32602')],
  [2, 'too much', tooMuch],
  [5, 'stream', holdStream],
];
const weights = habits.reduce((sum, [weight]) => sum + weight, 0);

/** @param {string} method @param {unknown} params @param {string} [who] */
function ask(method, params, who = authorization) {
  return send(server.url, agent, method, params, { headers: { authorization: who } });
}

async function goAway() {
  const leaving = new AbortController();
  const answer = send(server.url, agent, 'tools/call', call, {
    headers: { authorization },
    signal: leaving.signal,
  }).catch(() => undefined);
  setTimeout(() => leaving.abort(), Math.random() * 5);
  await answer;
  return true;
}

async function tooMuch() {
  const answer = await ask('tools/call', { pad: 'x'.repeat(1_100_000) }).catch(() => undefined);
  // The connection may break under what is still being sent; an answer must be 413.
  return answer === undefined || answer.status === 413;
}

/** @returns {Promise<boolean>} */
function holdStream() {
  return new Promise((resolve) => {
    const stream = get(new URL('/sse', server.url), { agent: false, headers: { authorization } }, (response) => {
      response.once('data', () => {
        setTimeout(() => stream.destroy(), Math.random() * 200);
      });
      response.on('error', () => undefined);
      response.once('close', () => resolve(response.statusCode === 200));
    });
    stream.once('error', () => resolve(false));
  });
}

function nextHabit() {
  let place = Math.random() * weights;
  return habits.find(([weight]) => (place -= weight) < 0) ?? habits[0];
}

const from = performance.now();
const until = from + minutes * 60_000;
let done = 0;
/** @type {Map<string, number>} */
const wrong = new Map();
/** @type {number | undefined} */
let early;

const report = () => {
  const held = residentMegabytes(server.pid);
  const elapsed = performance.now() - from;
  if (elapsed > minutes * 20_000) early ??= held;
  const failures = [...wrong].map(([name, count]) => `${name}: ${count}`).join(', ') || 'nothing';
  process.stdout.write(
    `${(elapsed / 1000).toFixed(0)} s  ${done} requests, ${(done / (elapsed / 1000)).toFixed(0)} a second, ${held?.toFixed(0) ?? '?'} MB, wrong: ${failures}\n`,
  );
  return held;
};
const reporting = setInterval(report, Math.min(10_000, minutes * 6000));
await Promise.all(
  Array.from({ length: clients }, async () => {
    while (performance.now() < until) {
      const [, name, act] = nextHabit() ?? [];
      const fine = await act?.().catch(() => false);
      done += 1;
      if (fine !== true && name !== undefined) wrong.set(name, (wrong.get(name) ?? 0) + 1);
    }
  }),
);
clearInterval(reporting);
const late = report();
const grown = early !== undefined && late !== undefined && late > early * 1.5;
if (grown) process.stdout.write(`It holds ${late.toFixed(0)} MB, and held ${early?.toFixed(0) ?? '?'} MB at first.\n`);
agent.destroy();
server.stop();
upstream.close();
process.exit(wrong.size > 0 || grown ? 1 : 0);
