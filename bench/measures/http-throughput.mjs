import { callCount, load, serve, token } from '../http-load.mjs';
import { baseline, binary } from '../programs.mjs';
import { median } from '../statistics.mjs';
import { startStatus } from '../upstreams.mjs';

/** @typedef {Awaited<ReturnType<typeof load>>} Load */

const rounds = 5;

/** What design.md asks of 64 clients; fewer must not fare worse than with the SDK's own handler. */
const targets = new Map([
  [1, 1],
  [8, 1],
  [64, 1.5],
]);

/**
 * Measures two servers in turns, so that whatever else the machine does hits both alike.
 * @param {() => Promise<Load>} subject @param {() => Promise<Load>} other
 */
async function inTurns(subject, other) {
  /** @type {{ mine: Load, theirs: Load }[]} */
  const pairs = [];
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) {
      const mine = await subject();
      pairs.push({ mine, theirs: await other() });
    } else {
      const theirs = await other();
      pairs.push({ mine: await subject(), theirs });
    }
  }
  return {
    of: (/** @type {(pair: { mine: Load, theirs: Load }) => number} */ figure) => median(pairs.map(figure)),
  };
}

/**
 * The whole server over the SDK's own handler, both doing one upstream request a call: calls a second, and how long a call takes.
 */
export async function httpThroughput() {
  const upstream = await startStatus();
  const args = [binary('sonarr'), '--http', '--port', '0', '--toolsets', 'default,admin'];
  const open = await serve(args, upstream.env);
  const asking = await serve(args, { ...upstream.env, MCP_AUTH_TOKEN: token });
  const rows = [];
  for (const more of [0, 10]) {
    const handler = (/** @type {Record<string, string>} */ env) =>
      serve([baseline('sdk-handler')], { ...upstream.env, MORE_TOOLS: String(more), ...env });
    const sdk = await handler({});
    const sdkAsking = await handler({ TOKEN: token });
    const words = more === 0 ? 'one tool' : 'as many tools';
    const withAndWithout = /** @type {const} */ ([
      [undefined, open, sdk],
      [token, asking, sdkAsking],
    ]);
    // What a token costs does not depend on the number of tools.
    for (const [bearer, mine, theirs] of more === 0 ? withAndWithout.slice(0, 1) : withAndWithout) {
      for (const [clients, target] of targets) {
        const calls = callCount(clients === 1 ? 500 : 1500);
        const subject = () => load({ url: mine.url, tool: 'sonarr_system_status', clients, calls, token: bearer });
        const other = () => load({ url: theirs.url, tool: 'status', clients, calls, token: bearer });
        await subject();
        await other();
        const { of } = await inTurns(subject, other);
        const speed = of((pair) => pair.mine.perSecond / pair.theirs.perSecond);
        const wait = of((pair) => pair.mine.slowMs / pair.theirs.slowMs);
        const who = `${clients} at once${bearer === undefined ? '' : ', with a token'}, over ${words}`;
        rows.push(
          {
            what: `calls a second over HTTP, ${who}`,
            value: `${speed.toFixed(2)} x`,
            target: `>= ${target.toFixed(1)} x`,
            met: speed >= target,
            detail: `${of((pair) => pair.mine.perSecond).toFixed(0)} over ${of((pair) => pair.theirs.perSecond).toFixed(0)} of the SDK's handler`,
          },
          {
            what: `milliseconds that 95 in 100 calls stay below, ${who}`,
            value: `${wait.toFixed(2)} x`,
            target: '<= 1.0 x',
            met: wait <= 1,
            detail: `${of((pair) => pair.mine.slowMs).toFixed(1)} over ${of((pair) => pair.theirs.slowMs).toFixed(1)}, typically ${of((pair) => pair.mine.typicalMs).toFixed(1)} over ${of((pair) => pair.theirs.typicalMs).toFixed(1)}`,
          },
        );
      }
    }
    sdk.stop();
    sdkAsking.stop();
  }
  open.stop();
  asking.stop();
  upstream.close();
  return rows;
}
