import { baseline, binary } from '../programs.mjs';
import { Conversation } from '../rpc.mjs';
import { paired } from '../statistics.mjs';
import { startStatus } from '../upstreams.mjs';

const atOnce = 8;
const calls = 400;

/** Milliseconds a call, with so many in flight. @param {Conversation} conversation @param {string} tool */
async function time(conversation, tool) {
  let left = calls;
  const from = performance.now();
  const lane = async () => {
    while (left-- > 0) await conversation.call(tool);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return (performance.now() - from) / calls;
}

/** A read tool with one upstream request over stdio, over the dependency-free loop doing the same fetch. */
export async function roundTrip() {
  const upstream = await startStatus();
  const ours = new Conversation([binary('sonarr'), '--tools', 'sonarr_system_status'], upstream.env);
  const loop = new Conversation([baseline('loop')], upstream.env);
  await Promise.all([ours.open(), loop.open()]);
  await time(ours, 'sonarr_system_status');
  await time(loop, 'status');
  const {
    subject,
    baseline: floor,
    ratio,
  } = await paired(
    11,
    () => time(ours, 'sonarr_system_status'),
    () => time(loop, 'status'),
  );
  await Promise.all([ours.close(), loop.close()]);
  upstream.close();
  return [
    {
      what: `read tool over stdio, ${atOnce} at once`,
      value: `${ratio.toFixed(2)} x`,
      target: '<= 1.6 x',
      met: ratio <= 1.6,
      detail: `${(subject * 1000).toFixed(0)} us a call over ${(floor * 1000).toFixed(0)} us of the loop with fetch`,
    },
  ];
}
