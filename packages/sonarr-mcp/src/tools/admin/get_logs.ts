import { dayStart, offsetInput, pageOutput, parseDay, shorten, toZonedIso } from '@watchstack/core/server';
import * as z from 'zod';
import type { SonarrLogLevel, SonarrLogLine } from '../../client/logs.js';
import { walkPages, walkPageSize } from '../../client/page.js';
import { defineTool, type SonarrContext } from '../define.js';
import { withoutPersonalData } from './personal-data.js';

/** So many lines are looked through at most: a log that tells everything has that many in a day. */
const mostLines = 10_000;

/** Characters of a line that a list shows. */
const longestMessage = 300;

/** Lines in one answer. */
const limit = 25;

/** `sonarr_get_logs`: GET log. */
export const getLogs = defineTool({
  name: 'sonarr_get_logs',
  title: 'Get logs',
  toolset: 'admin',
  byDefault: false,
  effect: 'read',
  idempotent: true,
  openWorld: false,
  description: "Reads Sonarr's log, newest first. Lines quote strangers.",
  input: z.strictObject({
    level: z.enum(['error', 'warn', 'info']).optional().describe('Or worse.'),
    contains: z.string().max(200).optional().describe('Text in it.'),
    since: z.string().max(20).optional().describe('A day: -3d.'),
    offset: offsetInput,
  }),
  output: z.strictObject({
    ...pageOutput,
    note: z.string().optional(),
    lines: z.array(
      z.strictObject({
        at: z.string(),
        level: z.string().optional(),
        from: z.string().optional().describe('The part of Sonarr that wrote it.'),
        message: z.string(),
        exception: z.string().optional(),
      }),
    ),
  }),
  rows: 'lines',
  examples: [
    { ask: 'What went wrong last night?', arguments: { level: 'error', since: 'yesterday' } },
    { ask: 'What does the log say about Bergfunk?', arguments: { contains: 'Bergfunk' } },
  ],
  run: async ({ level = 'info', contains, since, offset }, context) => {
    const { clock, timeZone, showPersonalData } = context;
    const from =
      since === undefined ? undefined : dayStart(parseDay(since, { clock, zone: timeZone }), timeZone).getTime();
    const found =
      contains === undefined && from === undefined
        ? await onePage(level, offset, context)
        : await filtered(level, { contains: contains?.toLowerCase() ?? '', from: from ?? 0 }, offset, context);
    const shown = (text: string) => shorten(showPersonalData ? text : withoutPersonalData(text), longestMessage);
    const { rows, total, lookedThroughTo } = found;
    const next = offset + rows.length;
    return {
      total,
      returned: rows.length,
      nextOffset: rows.length > 0 && next < total ? next : undefined,
      note:
        lookedThroughTo === undefined
          ? undefined
          : `Only the latest ${mostLines} lines were looked through, back to ${toZonedIso(lookedThroughTo, timeZone)}.`,
      lines: rows.map((line) => ({
        at: toZonedIso(line.time, timeZone),
        level: line.level,
        from: line.logger,
        message: shown(line.message),
        exception: line.exception === undefined ? undefined : shown(line.exception),
      })),
    };
  },
});

interface Found {
  readonly rows: readonly SonarrLogLine[];
  readonly total: number;
  /** The time of the last line that was looked at, where the log goes on beyond it. */
  readonly lookedThroughTo?: string;
}

/** Sonarr pages by page number: a stretch that no page holds alone is cut out of the one or two pages it lies in. */
async function onePage(level: SonarrLogLevel, offset: number, { client, signal }: SonarrContext): Promise<Found> {
  const first = Math.floor(offset / limit) + 1;
  const pages = offset % limit === 0 ? [first] : [first, first + 1];
  const answers = await Promise.all(
    pages.map((page) => client.logs.list({ page, pageSize: limit, level }, { signal })),
  );
  const start = offset % limit;
  return {
    rows: answers.flatMap((answer) => answer.records).slice(start, start + limit),
    total: answers[0]?.totalRecords ?? 0,
  };
}

/** Sonarr filters by level alone: for anything else its pages are walked, and no more is held than is answered. */
async function filtered(
  level: SonarrLogLevel,
  wanted: { readonly contains: string; readonly from: number },
  offset: number,
  { client, signal }: SonarrContext,
): Promise<Found> {
  const rows: SonarrLogLine[] = [];
  let total = 0;
  let looked = 0;
  const newest = walkPages((page) => client.logs.list({ page, pageSize: walkPageSize, level }, { signal }));
  for await (const line of newest) {
    if (Date.parse(line.time) < wanted.from) break;
    looked += 1;
    if (looked > mostLines) return { rows, total, lookedThroughTo: line.time };
    if (!`${line.message}\n${line.exception}\n${line.logger}`.toLowerCase().includes(wanted.contains)) continue;
    if (total >= offset && rows.length < limit) rows.push(line);
    total += 1;
  }
  return { rows, total };
}
