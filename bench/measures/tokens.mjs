import { binary, servers, toolList } from '../programs.mjs';
import { Conversation } from '../rpc.mjs';
import { startHousehold } from '../upstreams.mjs';

const tokens = (/** @type {unknown} */ value) => Math.ceil(JSON.stringify(value).length / 4);

/** What a model reads of the lists, and what travels with output schemas. */
function lists() {
  return servers.flatMap((service) => {
    const { tools } = toolList(service);
    const read = (/** @type {any[]} */ some) =>
      some.reduce(
        (/** @type {number} */ sum, { name, description, inputSchema }) =>
          sum + tokens({ name, description, inputSchema }),
        0,
      );
    const usual = tools.filter(({ byDefault }) => byDefault);
    const essential = tools.filter((tool) => tool.essential);
    const wire = JSON.stringify(usual).length;
    return [
      {
        what: `tokens of the default list, ${service}-mcp`,
        value: String(read(usual)),
        target: '< 4500',
        met: read(usual) < 4500 && usual.length <= 25,
        detail: `${usual.length} tools, ${wire} bytes with output schemas; essential ${essential.length} tools, ${read(essential)} (< 1800); all ${tools.length}, ${read(tools)} (< ${190 * tools.length})`,
      },
    ];
  });
}

/**
 * Answers over those of the leanest other server for the same question. Its figure is known for a library of its own, as bytes a
 * series: 5.4 KB for 25.
 */
async function answers() {
  const upstream = await startHousehold('sonarr');
  const conversation = new Conversation([binary('sonarr')], upstream.env);
  await conversation.open();
  const { structuredContent } = await conversation.call('sonarr_list_series', { limit: 25 });
  const fifty = await conversation.call('sonarr_list_series', { limit: 50 });
  await conversation.close();
  upstream.close();
  const ours = JSON.stringify(structuredContent.series).length / structuredContent.series.length;
  const leanest = 5400 / 25;
  const ratio = ours / leanest;
  const size = tokens(fifty.structuredContent);
  return [
    {
      what: 'answer of "list my series", a row',
      value: `${ratio.toFixed(2)} x`,
      target: '<= 0.5 x',
      met: ratio <= 0.5,
      detail: `${ours.toFixed(0)} bytes over ${leanest.toFixed(0)} of the leanest other server`,
    },
    {
      what: 'tokens of a list of 50 series',
      value: String(size),
      target: '< 2500',
      met: size < 2500,
      detail: `${fifty.structuredContent.returned} rows`,
    },
  ];
}

/** Lists and answers in tokens, a quarter of their characters. */
export async function tokenBudgets() {
  return [...lists(), ...(await answers())];
}
