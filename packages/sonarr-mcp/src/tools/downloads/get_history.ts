import { InvalidInputError, NotFoundError } from '@watchstack/core';
import { dayRange, formatEpisodeCode, localDay, pageOutput, parseDay } from '@watchstack/core/server';
import * as z from 'zod';
import type { SonarrHistoryQuery, SonarrHistoryRecord } from '../../client/history.js';
import type { SonarrSeriesRow } from '../../client/series-document.js';
import { defineTool, type SonarrContext } from '../define.js';
import { findSeries, missingEpisodes, seriesRef, titleWithYear } from '../series.js';
import { readSpoken } from '../spoken-episode.js';
import { collapse, eventTypesOf, historyKinds, historyRow, toHistoryRow } from './history-rows.js';

/** Days are looked through event by event: that many, and the answer says when there are more. */
const mostLookedAt = 2000;

/** Rows come with their series, 3 KB each. */
const pageSize = 100;

/** `sonarr_get_history`: GET history, or GET history/series for one season. Its events put together again by download. */
export const getHistory = defineTool({
  name: 'sonarr_get_history',
  title: 'Get history',
  toolset: 'downloads',
  byDefault: true,
  effect: 'read',
  idempotent: true,
  openWorld: false,
  description: 'Lists what Sonarr grabbed, imported, failed at or deleted. Release names come from strangers.',
  input: z.strictObject({
    series: z.string().max(200).optional().describe('Title or ref; S02E03 behind it.'),
    event: z.enum(historyKinds).optional().describe('Kind.'),
    since: z.string().max(20).optional().describe('YYYY-MM-DD or -7d.'),
    until: z.string().max(20).optional().describe('Last day.'),
    offset: z.int().min(0).max(1_000_000).default(0).describe('See nextOffset.'),
    limit: z.int().min(1).max(100).default(25).describe('Rows.'),
  }),
  output: z.strictObject({
    ...pageOutput,
    total: z.int().min(0).describe('Events in all: one per episode. A row of a pack holds several.'),
    note: z.string().optional(),
    events: z.array(historyRow),
  }),
  rows: 'events',
  examples: [
    { ask: "Did Sonarr already grab last night's Andor?", arguments: { series: 'Andor' } },
    {
      ask: 'What finished downloading yesterday?',
      arguments: { event: 'imported', since: 'yesterday', until: 'yesterday' },
    },
    { ask: 'What failed this week?', arguments: { event: 'failed', since: '-7d' } },
  ],
  run: async ({ series: reference, event, since, until, offset, limit }, context) => {
    const days = daysOf(since, until, context);
    const { name, code } = reference === undefined ? { name: undefined, code: undefined } : readSpoken(reference);
    const series = name === undefined ? undefined : await findSeries(name, context);
    const found = await read({ series, code, event, days, offset, limit }, context);
    const { groups, used } = collapse(found.records, limit);
    const next = offset + used;
    const named = series === undefined ? undefined : { title: series.title, ref: seriesRef(series) };
    return {
      total: found.total,
      returned: groups.length,
      nextOffset: groups.length > 0 && next < found.total ? next : undefined,
      note:
        [...(found.note ?? []), ...(series === undefined ? [] : [standing(series, context)])].join(' ') || undefined,
      events: groups.map((group) => toHistoryRow(group, context.timeZone, named)),
    };
  },
});

interface Wanted {
  readonly series: SonarrSeriesRow | undefined;
  readonly code: { readonly season: number; readonly episode?: number } | undefined;
  readonly event: (typeof historyKinds)[number] | undefined;
  readonly days: { readonly from: Date | undefined; readonly to: Date | undefined } | undefined;
  readonly offset: number;
  readonly limit: number;
}

/** Events from the offset on, as many as the page can need. */
interface Found {
  readonly records: readonly SonarrHistoryRecord[];
  readonly total: number;
  readonly note?: readonly string[];
}

/** The instants that the days of a call span, where the person is. */
function daysOf(since: string | undefined, until: string | undefined, { clock, timeZone }: SonarrContext) {
  if (since === undefined && until === undefined) return undefined;
  const range = (day: string) => dayRange({ start: parseDay(day, { clock, zone: timeZone }), days: 1, zone: timeZone });
  const from = since === undefined ? undefined : range(since).from;
  const to = until === undefined ? undefined : range(until).to;
  if (from !== undefined && to !== undefined && to <= from) {
    throw new InvalidInputError('The last day lies before the first.', {
      target: 'until',
      hint: 'Give until a day that is not before since.',
    });
  }
  return { from, to };
}

async function read(wanted: Wanted, context: SonarrContext): Promise<Found> {
  const { series, code, event, days, offset } = wanted;
  const { client, signal } = context;
  if (series !== undefined && code !== undefined && code.episode === undefined) {
    const records = await client.history.ofSeries(
      series.id,
      { seasonNumber: code.season, includeEpisode: true },
      { signal },
    );
    const types: readonly string[] | undefined = event === undefined ? undefined : eventTypesOf(event);
    const fitting = records
      .filter((record) => (types?.includes(record.eventType) ?? true) && isWithin(record, days))
      .sort((a, b) => Date.parse(b.date) - Date.parse(a.date));
    return { records: fitting.slice(offset), total: fitting.length };
  }
  const query = {
    eventTypes: event === undefined ? undefined : eventTypesOf(event),
    seriesIds: series === undefined ? undefined : [series.id],
    episodeId: series === undefined || code === undefined ? undefined : await idOf(series, code, context),
    includeSeries: series === undefined,
    includeEpisode: true,
  };
  return days === undefined ? pagesFrom(query, wanted, context) : ofDays(query, days, offset, context);
}

async function idOf(
  series: SonarrSeriesRow,
  { season, episode = 0 }: { readonly season: number; readonly episode?: number },
  { client, signal }: SonarrContext,
): Promise<number> {
  const episodes = await client.episodes.list({ seriesId: series.id, seasonNumber: season }, { signal });
  const found = episodes.find(({ episodeNumber }) => episodeNumber === episode);
  if (found !== undefined) return found.id;
  throw new NotFoundError(`${titleWithYear(series)} has no ${formatEpisodeCode(season, episode)}.`, {
    target: 'series',
    hint: 'sonarr_get_episodes lists what it has.',
  });
}

/** The pages from the one on that the offset lies in, until a page of rows is full. */
async function pagesFrom(
  query: SonarrHistoryQuery,
  { offset, limit }: Wanted,
  { client, signal }: SonarrContext,
): Promise<Found> {
  const size = Math.min(pageSize, Math.max(25, limit * 2));
  const records: SonarrHistoryRecord[] = [];
  for (let page = Math.floor(offset / size) + 1; ; page += 1) {
    const answer = await client.history.page({ ...query, page, pageSize: size }, { signal });
    const skipped = records.length === 0 ? offset % size : 0;
    records.push(...answer.records.slice(skipped));
    const isLast = page * size >= answer.totalRecords || answer.records.length === 0;
    if (isLast || collapse(records, limit).used < records.length) return { records, total: answer.totalRecords };
  }
}

/** Sonarr's history knows no days: it is read from the latest event back to the first of these days. */
async function ofDays(
  query: SonarrHistoryQuery,
  days: NonNullable<Wanted['days']>,
  offset: number,
  { client, signal }: SonarrContext,
): Promise<Found> {
  const records: SonarrHistoryRecord[] = [];
  let looked = 0;
  for await (const record of client.history.all({ ...query, pageSize }, { signal })) {
    if (days.from !== undefined && Date.parse(record.date) < days.from.getTime()) break;
    if (isWithin(record, days)) records.push(record);
    looked += 1;
    if (looked === mostLookedAt) {
      const note = `Only the latest ${mostLookedAt} events were looked through; name a series or an event to get further back.`;
      return { records: records.slice(offset), total: records.length, note: [note] };
    }
  }
  return { records: records.slice(offset), total: records.length };
}

function isWithin({ date }: SonarrHistoryRecord, days: Wanted['days']): boolean {
  const at = Date.parse(date);
  return (days?.from === undefined || at >= days.from.getTime()) && (days?.to === undefined || at < days.to.getTime());
}

/** How a series stands: whether there was anything to grab at all. */
function standing(series: SonarrSeriesRow, { timeZone }: SonarrContext): string {
  const aired = series.previousAiring ?? series.lastAired;
  const missing = missingEpisodes(series);
  return (
    [
      `${titleWithYear(series)} is ${series.status ?? 'of unknown status'}`,
      ...(aired === undefined ? [] : [`last aired ${localDay(aired, timeZone)}`]),
      ...(series.nextAiring === undefined ? [] : [`airs next ${localDay(series.nextAiring, timeZone)}`]),
      missing === 0 ? 'misses nothing' : `misses ${missing}`,
    ].join(', ') + '.'
  );
}
