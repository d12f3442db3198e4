import { WatchstackError } from '@watchstack/core';
import { shorten } from '@watchstack/core/server';
import * as z from 'zod';

/** How bad it is, the worst first. `ok` is the answer where nothing is wrong. */
const severities = ['error', 'warning', 'info', 'ok'] as const;

/** A call that mends something. Only what such calls take is in it. */
const fixOutput = z
  .strictObject({
    tool: z.string(),
    arguments: z
      .strictObject({
        items: z.array(z.string()),
        item: z.string(),
        series: z.string(),
        episode: z.string(),
        episodes: z.array(z.string()),
        from: z.string(),
        handle: z.string(),
        monitor: z.string(),
        monitored: z.boolean(),
        search: z.boolean(),
        blocklist: z.boolean(),
        stuckOnly: z.boolean(),
      })
      .partial()
      .optional()
      .describe('Absent: none.'),
  })
  .describe('The call that mends it.');

/** The schema of a {@link Finding}. */
export const findingOutput = z.strictObject({
  severity: z.enum(severities),
  what: z.string(),
  says: z.array(z.string()).optional().describe("Others' words: Sonarr, download client, indexers."),
  fix: fixOutput.optional(),
});

/** Something that explains why an episode is there or not, or what is wrong with Sonarr. */
export type Finding = z.output<typeof findingOutput>;

/** A call that mends something. */
export type Fix = NonNullable<Finding['fix']>;

/** A finding, and how much it decides: lower comes first. */
export interface RankedFinding extends Finding {
  readonly rank: number;
}

/** What decides comes first; of two that decide alike, the worse. */
export function inOrder(findings: readonly RankedFinding[]): Finding[] {
  const weight = ({ rank, severity }: RankedFinding) => rank * severities.length + severities.indexOf(severity);
  return [...findings].sort((a, b) => weight(a) - weight(b)).map(({ rank: _rank, ...finding }) => finding);
}

/**
 * What a part of the diagnosis could be read from; where that failed, the rest is told all the same, and that it did.
 * What every further read would meet as well (a wrong key, a call that was taken back) is thrown by whoever decides the answer.
 */
export async function readOr<T>(
  reading: Promise<T>,
  otherwise: T,
  called: string,
  findings: RankedFinding[],
): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof WatchstackError)) throw error;
    findings.push({
      // Nobody can say that all is well who has not seen it.
      severity: 'warning',
      rank: 90,
      what: `The ${called} could not be read: ${shorten(error.message, 120)}`,
    });
    return otherwise;
  }
}
