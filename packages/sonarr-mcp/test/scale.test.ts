import type { ToolAnswer } from '@watchstack/core/testing';
import { describe, expect, it } from 'vitest';
import { definitions } from '../src/definitions.js';
import { rowsOf, tokens } from './support/answers.js';
import { householdOf, openServer, type OpenServer } from './support/sonarr-server.js';

/** What design allows: an answer never is longer, and fifty rows as they commonly come are a fraction of it. */
const longestAnswer = 20_000;
const fiftyRows = 2_500;
/** Whether a request only continues a list that Sonarr pages, hundreds of rows at a time. */
function continues({ query }: OpenServer['sonarr']['requests'][number]): boolean {
  return Number(query['page'] ?? 1) > 1 && Number(query['pageSize']) >= 100;
}

/** Some shows of a household are in Plex alone. Made once, because its episodes are made when they are first looked at. */
const [few, many] = [householdOf(100), householdOf(2010)];

const reads = definitions.tools.filter(({ effect }) => effect === 'read');

/** Every way in which a read is shown to be called, and the way without arguments where that is one. */
const calls = reads.flatMap((tool) => {
  const shown = tool.examples.map((example) => example.arguments);
  const bare = tool.input.safeParse({}).success && !shown.some((args) => Object.keys(args).length === 0) ? [{}] : [];
  return [...bare, ...shown].map((args) => ({ name: tool.name, args }));
});

/** Lists whose length a caller chooses, asked for fifty rows in the plainest way that is shown. */
const lists = reads.flatMap(({ name, input, rows, examples }) => {
  if (rows === undefined || !('limit' in input.shape)) return [];
  const plainest = [...examples.map((example) => example.arguments), ...(input.safeParse({}).success ? [{}] : [])].sort(
    (a, b) => JSON.stringify(a).length - JSON.stringify(b).length,
  )[0];
  return [{ name, rows, args: { ...plainest, limit: 50 } }];
});

/** Calls a tool, and tells what that asked of Sonarr. */
async function asking({ mcp, sonarr }: OpenServer, { name, args }: (typeof calls)[number]) {
  const before = sonarr.requests.length;
  const answer: ToolAnswer = await mcp.callTool(name, { ...args });
  return { answer, requests: sonarr.requests.slice(before) };
}

describe('with two thousand series and a hundred and fifty thousand episodes', () => {
  it('there are as many as that', () => {
    const { series } = many.sonarr;
    expect(series.length).toBeGreaterThanOrEqual(2000);
    expect(series.reduce((sum, { show }) => sum + show.episodeCount, 0)).toBeGreaterThanOrEqual(150_000);
  });

  it('no read asks once for each item, and none answers more than a model takes in', { timeout: 240_000 }, async () => {
    const [small, large] = [await openServer({ household: few }), await openServer({ household: many })];
    for (const each of calls) {
      const { requests: usual } = await asking(small, each);
      const { answer, requests } = await asking(large, each);
      const call = `${each.name} ${JSON.stringify(each.args)}`;
      // An example may show that a name means several series.
      expect([call, answer.error['code'] ?? 'ambiguous']).toEqual([call, 'ambiguous']);
      const own = requests.filter((request) => !continues(request));
      const asUsual = usual.filter((request) => !continues(request)).length;
      expect([call, own.length <= asUsual]).toEqual([call, true]);
      expect([call, tokens(answer) <= longestAnswer]).toEqual([call, true]);
    }
  });

  it('fifty rows of any list are a page', { timeout: 240_000 }, async () => {
    const large = await openServer({ household: many });
    for (const { name, rows, args } of lists) {
      const { answer } = await asking(large, { name, args });
      const returned = rowsOf(answer, rows).length;
      const call = `${name} ${JSON.stringify(args)}: ${returned} rows, ${tokens(answer)} tokens`;
      expect([call, tokens(answer) < fiftyRows]).toEqual([call, true]);
    }
  });
});
