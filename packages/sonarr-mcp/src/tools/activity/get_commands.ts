import { pageOf, pageOutput, shorten, toZonedIso } from '@watchstack/core/server';
import * as z from 'zod';
import type { SonarrCommand } from '../../client/commands.js';
import { timeSpanSeconds } from '../../client/time-span.js';
import { defineTool } from '../define.js';
import { searchCount } from './command-words.js';

const states = ['started', 'queued'];

/** `sonarr_get_commands`: GET command, and GET series for the names. */
export const getCommands = defineTool({
  name: 'sonarr_get_commands',
  title: 'Get commands',
  toolset: 'activity',
  byDefault: false,
  effect: 'read',
  idempotent: true,
  openWorld: false,
  description: 'Shows what Sonarr does now, what waits, and what ended in the last minutes: what searches found.',
  input: z.strictObject({
    unfinishedOnly: z.boolean().default(false).describe('Nothing that ended.'),
    offset: z.int().min(0).max(9_999).default(0).describe('See nextOffset.'),
  }),
  output: z.strictObject({
    ...pageOutput,
    commands: z.array(
      z.strictObject({
        id: z.int(),
        name: z.string(),
        status: z.string(),
        about: z.string().optional().describe('Series or season, where it is about some.'),
        scheduled: z.literal(true).optional().describe('Sonarr began it by itself.'),
        queuedAt: z.string().optional(),
        endedAt: z.string().optional(),
        seconds: z.number().optional(),
        searched: z.int().optional().describe('Episodes.'),
        grabbed: z.int().optional().describe('Downloads that came of it.'),
        says: z.string().optional().describe("Sonarr's own words."),
      }),
    ),
  }),
  rows: 'commands',
  relatedWrite: 'sonarr_cancel_command',
  examples: [
    { ask: 'Did the search find anything?', arguments: {} },
    { ask: 'What is Sonarr doing?', arguments: { unfinishedOnly: true } },
  ],
  run: async ({ unfinishedOnly, offset }, { client, signal, timeZone }) => {
    const all = await client.commands.list({ signal });
    const wanted = unfinishedOnly ? all.filter(({ status }) => states.includes(status)) : [...all];
    // What runs, then what waits, then what ended last.
    wanted.sort((a, b) => rank(a) - rank(b) || b.id - a.id);
    const { rows, ...page } = pageOf(wanted, { offset });
    const titles = new Map<number, string>();
    if (rows.some((command) => seriesOf(command).length > 0)) {
      for await (const { id, title } of client.series.list({ signal })) titles.set(id, title);
    }
    return {
      ...page,
      commands: rows.map((command) => ({
        id: command.id,
        name: command.name,
        status: command.status,
        about: about(command, titles),
        scheduled: command.trigger === 'scheduled' ? (true as const) : undefined,
        queuedAt: command.queued === undefined ? undefined : toZonedIso(command.queued, timeZone),
        endedAt: command.ended === undefined ? undefined : toZonedIso(command.ended, timeZone),
        seconds: rounded(timeSpanSeconds(command.duration)),
        ...searchCount(command.message),
        says: command.message === undefined ? undefined : shorten(command.message, 160),
      })),
    };
  },
});

function rank({ status }: SonarrCommand): number {
  const position = states.indexOf(status);
  return position === -1 ? states.length : position;
}

function seriesOf({ body }: SonarrCommand): readonly number[] {
  return [...(body?.seriesId === undefined ? [] : [body.seriesId]), ...(body?.seriesIds ?? [])];
}

/** `Severance season 2`, `Andor, Dark and 4 more`, `3 episodes`; undefined for what is about no series. */
function about(command: SonarrCommand, titles: ReadonlyMap<number, string>): string | undefined {
  const ids = seriesOf(command);
  const { seasonNumber, episodeIds = [] } = command.body ?? {};
  if (ids.length === 0) return episodeIds.length === 0 ? undefined : `${episodeIds.length} episodes`;
  const names = ids.slice(0, 3).map((id) => titles.get(id) ?? `series ${id}`);
  const others = ids.length - names.length;
  const season = seasonNumber === undefined ? '' : ` season ${seasonNumber}`;
  return `${names.join(', ')}${others > 0 ? ` and ${others} more` : ''}${season}`;
}

function rounded(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : Math.round(seconds * 10) / 10;
}
