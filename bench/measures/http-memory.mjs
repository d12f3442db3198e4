import { callCount, load, residentMegabytes, serve, token } from '../http-load.mjs';
import { binary } from '../programs.mjs';
import { startStatus } from '../upstreams.mjs';

/** What the garbage collector leaves lying about at one moment and not at another. */
const noiseMb = 20;

/** What a server holds after 100,000 calls over HTTP, over what it holds after the first 10,000. */
export async function httpMemory() {
  const upstream = await startStatus();
  const args = [binary('sonarr'), '--http', '--port', '0', '--toolsets', 'default,admin'];
  const server = await serve(args, { ...upstream.env, MCP_AUTH_TOKEN: token });
  const all = callCount(100_000);
  const first = Math.ceil(all / 10);
  const call = (/** @type {number} */ calls) =>
    load({ url: server.url, tool: 'sonarr_system_status', clients: 64, calls, token });
  await call(first);
  const early = residentMegabytes(server.pid);
  await call(all - first);
  const late = residentMegabytes(server.pid);
  server.stop();
  upstream.close();
  const known = early !== undefined && late !== undefined;
  const growth = known ? late - early : 0;
  return [
    {
      what: `memory after ${all} calls over HTTP over that after ${first}`,
      value: known ? `${growth >= 0 ? '+' : ''}${growth.toFixed(0)} MB` : 'not told here',
      target: `<= ${noiseMb} MB`,
      met: growth <= noiseMb,
      detail: known
        ? `${late.toFixed(0)} MB over ${early.toFixed(0)} MB`
        : 'this system does not say what a process holds',
    },
  ];
}
