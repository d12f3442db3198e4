import { InvalidInputError } from '@watchstack/core';
import { formatEpisodeCode } from '@watchstack/core/server';
import * as z from 'zod';
import { defineTool } from '../define.js';
import { counted, seriesRef, titleWithYear } from '../series.js';
import { diagnoseEverything } from './diagnosis/everything.js';
import { findingOutput, inOrder, type Finding, type RankedFinding } from './diagnosis/finding.js';
import { diagnoseSeries } from './diagnosis/of-series.js';
import { findSubject } from './diagnosis/subject.js';

/** `sonarr_diagnose`: a dozen reads put together, never one per item. */
export const diagnose = defineTool({
  name: 'sonarr_diagnose',
  title: 'Diagnose',
  toolset: 'downloads',
  byDefault: true,
  essential: true,
  effect: 'read',
  idempotent: true,
  openWorld: true,
  description:
    'Tells why a series, season or episode is not there or not downloading; without arguments, everything wrong now. Each finding has the call that mends it.',
  input: z.strictObject({
    series: z.string().max(200).optional().describe('"Severance", "Severance S02E03", tvdb:371980.'),
    episode: z.string().max(20).optional().describe('S02E03 or S02.'),
    rejections: z.boolean().default(false).describe('Ask indexers about one episode; slow.'),
  }),
  output: z.strictObject({
    about: z.string(),
    ref: z.string().optional(),
    verdict: z.string().describe('What decides.'),
    findings: z.array(findingOutput).optional().describe('What decides comes first; absent for none.'),
  }),
  relatedWrite: 'sonarr_delete_queue_item',
  examples: [
    { ask: 'Why is Severance not downloading?', arguments: { series: 'Severance' } },
    { ask: 'What is stuck, and what do I do about it?', arguments: {} },
    { ask: 'Why is the latest Simpsons not there?', arguments: { series: 'The Simpsons S37E07' } },
  ],
  run: async ({ series: spoken, episode, rejections }, context) => {
    if (spoken === undefined) {
      if (episode === undefined && !rejections) return whole(await diagnoseEverything(context));
      throw new InvalidInputError('An episode belongs to a series, which is missing.', {
        target: 'series',
        hint: 'Write series "Severance" and episode "S02E03".',
      });
    }
    const subject = await findSubject(spoken, episode, context);
    const ref = seriesRef(subject.series);
    if (subject.kind === 'elsewhere') {
      const title = titleWithYear(subject.series);
      return answer(title, ref, [
        {
          severity: 'error',
          rank: 0,
          what: `${title} is not in the Sonarr library.`,
          fix: { tool: 'sonarr_add_series', arguments: { items: [ref] } },
        },
      ]);
    }
    const { series, code } = subject;
    const about = code === undefined ? series.title : `${series.title} ${formatEpisodeCode(code.season, code.episode)}`;
    return answer(about, ref, await diagnoseSeries(series, code, rejections, context));
  },
});

/** Of everything, how much is wrong decides; of one series, its first finding does. */
function whole(ranked: readonly RankedFinding[]) {
  const findings = inOrder(ranked);
  const count = (severity: Finding['severity']) => findings.filter((finding) => finding.severity === severity).length;
  const wrong = [
    ...(count('error') > 0 ? [counted(count('error'), 'error')] : []),
    ...(count('warning') > 0 ? [counted(count('warning'), 'warning')] : []),
  ];
  return {
    about: 'everything',
    verdict:
      wrong.length === 0
        ? 'Nothing is wrong.'
        : `There ${(count('error') || count('warning')) === 1 ? 'is' : 'are'} ${wrong.join(' and ')}.`,
    findings,
  };
}

function answer(about: string, ref: string, ranked: readonly RankedFinding[]) {
  const findings = inOrder(ranked);
  const [first] = findings;
  return { about, ref, verdict: verdictOf(first, findings), findings };
}

/** The first finding decides; where that is good news, what is to come belongs to it. */
function verdictOf(first: Finding | undefined, findings: readonly Finding[]): string {
  if (first === undefined) return 'Nothing is wrong.';
  if (first.severity !== 'ok') return first.what;
  const next = findings.find(({ severity, what }) => severity === 'ok' && what !== first.what);
  return next === undefined ? first.what : `${first.what} ${next.what}`;
}
