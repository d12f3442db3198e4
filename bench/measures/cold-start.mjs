import { baseline, binary, servers } from '../programs.mjs';
import { Conversation } from '../rpc.mjs';
import { paired } from '../statistics.mjs';

/** @param {string} program */
async function start(program) {
  const from = performance.now();
  const conversation = new Conversation([program]);
  await conversation.open();
  const ms = performance.now() - from;
  await conversation.close();
  return ms;
}

/** Spawn to the answer of `tools/list`, over a loop without dependencies that answers the same. */
export async function coldStart() {
  const rows = [];
  for (const service of servers) {
    const {
      subject,
      baseline: floor,
      ratio,
    } = await paired(
      15,
      () => start(binary(service)),
      () => start(baseline('loop')),
    );
    rows.push({
      what: `cold start, ${service}-mcp: spawn to tools/list`,
      value: `${ratio.toFixed(2)} x`,
      target: '<= 3.0 x',
      met: ratio <= 3,
      detail: `${subject.toFixed(0)} ms over ${floor.toFixed(0)} ms of a dependency-free loop`,
    });
  }
  return rows;
}
