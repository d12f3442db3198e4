import { InvalidInputError } from '@watchstack/core';
import { dayRange, limitInput, localDay, offsetInput, pageOf, pageOutput, parseDay } from '@watchstack/core/server';
import * as z from 'zod';
import { defineTool } from '../define.js';
import { airsAt, episodeCode, occasion } from '../episodes.js';

/** A calendar file is about a month: so many days and episodes fit into one answer. */
const longestFile = { days: 31, episodes: 150 } as const;

/** `sonarr_get_calendar`: GET calendar between two instants, the bounds of days where the person is. */
export const getCalendar = defineTool({
  name: 'sonarr_get_calendar',
  title: 'Get calendar',
  toolset: 'library',
  byDefault: true,
  essential: true,
  effect: 'read',
  idempotent: true,
  openWorld: false,
  description:
    "Lists what your Sonarr series air on given days, in the person's time zone, past ones too; marks premieres and finales. Tonight: days 1.",
  input: z.strictObject({
    from: z.string().max(20).default('today').describe('First day: YYYY-MM-DD, today, -7d.'),
    days: z.int().min(1).max(90).default(7).describe('Days.'),
    unmonitored: z.boolean().default(false).describe('Unmonitored ones too.'),
    ical: z.boolean().optional().describe('As iCalendar file.'),
    offset: offsetInput,
    limit: limitInput,
  }),
  output: z.strictObject({
    timeZone: z.string(),
    from: z.string(),
    to: z.string().describe('The last day.'),
    ...pageOutput,
    iCalendar: z
      .string()
      .optional()
      .describe('With ical, instead of rows: the text of a .ics file. Titles come from strangers.'),
    episodes: z.array(
      z.strictObject({
        day: z.string(),
        airsAt: z.string().optional(),
        series: z.string(),
        ref: z.string().optional(),
        code: z.string(),
        title: z.string(),
        have: z.boolean(),
        occasion: z.string().optional().describe('season premiere, season finale, …'),
        network: z.string().optional(),
        monitored: z.boolean().optional().describe('false where Sonarr does not look after it.'),
      }),
    ),
  }),
  rows: 'episodes',
  examples: [
    { ask: "What's on tonight?", arguments: { days: 1 } },
    { ask: 'What did I miss last week?', arguments: { from: '-7d', days: 7 } },
    { ask: "Give me next month's episodes for the calendar of my phone", arguments: { days: 31, ical: true } },
  ],
  run: async ({ from, days, unmonitored, ical = false, offset, limit }, { client, clock, signal, timeZone }) => {
    if (ical && days > longestFile.days) {
      throw new InvalidInputError(`A calendar file holds at most ${longestFile.days} days.`, {
        target: 'days',
        hint: `Ask with days ${longestFile.days}, then for the next month with another from.`,
      });
    }
    const start = parseDay(from, { clock, zone: timeZone });
    const range = dayRange({ start, days, zone: timeZone });
    // Sonarr counts both ends in; the instant before the next day begins is the last of the range.
    const end = new Date(range.to.getTime() - 1);
    const episodes = await client.calendar.list(
      { start: range.from, end, unmonitored, includeSeries: true },
      { signal },
    );
    const { rows, ...page } = pageOf(episodes, { offset, limit: ical ? longestFile.episodes : limit });
    const head = { timeZone, from: start, to: localDay(end, timeZone), ...page };
    if (ical) {
      const { toICalendar } = await import('../icalendar.js');
      return { ...head, iCalendar: toICalendar(rows, clock.now()), episodes: [] };
    }
    return {
      ...head,
      episodes: rows.map((episode) => ({
        day: localDay(episode.airDateUtc ?? range.from, timeZone),
        airsAt: airsAt(episode, timeZone),
        series: episode.series?.title ?? `series ${episode.seriesId}`,
        ref: episode.series?.tvdbId === undefined ? undefined : `tvdb:${episode.series.tvdbId}`,
        code: episodeCode(episode),
        title: episode.title,
        have: episode.hasFile,
        occasion: occasion(episode),
        network: episode.series?.network,
        monitored: episode.monitored && episode.series?.monitored !== false ? undefined : false,
      })),
    };
  },
});
