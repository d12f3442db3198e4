import { InvalidInputError } from '@watchstack/core';
import { asksAbove, writeAnswer } from '@watchstack/core/server';
import * as z from 'zod';
import type { SonarrCommandRequest } from '../../client/commands.js';
import type { SonarrEpisode } from '../../client/episode-document.js';
import type { SonarrSeries } from '../../client/series-document.js';
import { defineTool, type SonarrContext } from '../define.js';
import { choosesEpisodes, episodeSelectionInput, selectEpisodes, type ChosenEpisodes } from '../episode-selection.js';
import {
  applyMonitoring,
  isNothing,
  planMonitoring,
  undoArguments,
  undoOfStrategy,
  type MonitoringPlan,
} from '../monitoring.js';
import { monitorStrategies } from '../monitor-strategies.js';
import { counted, findSeries, seriesInput, seriesRef, titleWithYear } from '../series.js';

const input = z.strictObject({
  series: seriesInput,
  episodes: episodeSelectionInput.episodes,
  from: episodeSelectionInput.from,
  before: episodeSelectionInput.before,
  monitor: z.enum(['yes', 'no', ...monitorStrategies]).describe('yes, no: these. Else: all anew.'),
  search: z.boolean().optional().describe('Also search.'),
});

type Arguments = z.output<typeof input>;
type Strategy = (typeof monitorStrategies)[number];

/** `sonarr_set_monitoring`: PUT series/{id} for whole seasons, PUT episode/monitor for episodes, POST seasonpass for a strategy. */
export const setMonitoring = defineTool({
  name: 'sonarr_set_monitoring',
  title: 'Set monitoring',
  toolset: 'library',
  byDefault: true,
  effect: 'write',
  idempotent: true,
  openWorld: false,
  description: 'Sets which episodes of a series Sonarr looks after. Whole series: sonarr_update_series.',
  input,
  output: writeAnswer({
    ref: z.string(),
    monitor: z.string(),
    seasons: z.array(z.int()).describe('Switched as a whole.'),
    episodesChanged: z.int(),
    episodesMonitored: z.int().describe('Of the whole series, now.'),
    searching: z.boolean(),
    commandId: z.int(),
  }),
  examples: [
    {
      ask: "Unmonitor everything before season 4 of Grey's Anatomy",
      arguments: { series: "Grey's Anatomy", before: 'S04E01', monitor: 'no' },
    },
    { ask: 'Only get the episodes of Severance still to come', arguments: { series: 'Severance', monitor: 'future' } },
  ],
  preview: async (args, context) => {
    checkArguments(args);
    if (isSmall(args)) return undefined;
    const { series, episodes } = await read(args.series, context);
    const target = seriesRef(series);
    const title = titleWithYear(series);
    const { monitor } = args;
    if (isStrategy(monitor)) {
      return {
        summary: `Decides anew which of the ${episodes.length} episodes of ${title} are monitored: ${monitor}.`,
        target,
        changes: series.seasons.length,
        details: { series: title, monitor, seasons: series.seasons.length, episodes: episodes.length },
      };
    }
    const plan = planMonitoring(series, choose(args, series, episodes), monitor === 'yes');
    return {
      summary: `${plan.monitored ? 'Monitors' : 'Stops monitoring'} ${counted(plan.changes, 'episode')} of ${title}, ${counted(plan.seasons.length, 'season')} as a whole.`,
      target,
      changes: plan.items,
      details: { series: title, monitor, seasons: plan.seasons, episodes: plan.changes },
    };
  },
  run: async (args, context) => {
    checkArguments(args);
    const { series, episodes } = await read(args.series, context);
    return isStrategy(args.monitor)
      ? applyStrategy(args, args.monitor, series, episodes, context)
      : setMarks(args, series, episodes, context);
  },
});

function isStrategy(monitor: Arguments['monitor']): monitor is Strategy {
  return monitor !== 'yes' && monitor !== 'no';
}

/** @throws InvalidInputError when the arguments do not say what is to become of which episodes */
function checkArguments({ monitor, search, ...selection }: Arguments): void {
  const refuse = (message: string, target: string, hint: string): never => {
    throw new InvalidInputError(message, { target, hint, changed: 'no' });
  };
  const chooses = choosesEpisodes(selection);
  if (isStrategy(monitor) && chooses) {
    refuse(`${monitor} decides on all episodes of the series.`, 'monitor', 'For chosen episodes give yes or no.');
  }
  if (!isStrategy(monitor) && !chooses) {
    refuse(
      'Which episodes are meant was not said.',
      'episodes',
      'Give episodes, from or before. A whole series is switched by sonarr_update_series.',
    );
  }
  if (search === true && (monitor === 'no' || monitor === 'none')) {
    refuse('Nothing is searched for that is not to be monitored.', 'search', 'Leave search out.');
  }
}

/** Few seasons or episodes by name: nobody has to be asked, so nothing has to be read first. */
function isSmall({ episodes = [], from, before, monitor }: Arguments): boolean {
  return (
    !isStrategy(monitor) &&
    from === undefined &&
    before === undefined &&
    episodes.length <= asksAbove &&
    episodes.every((code) => /^(s\d+(e\d+)?|\d+x\d+)$/i.test(code.trim()))
  );
}

async function read(reference: string, context: SonarrContext) {
  const { client, signal } = context;
  const { id } = await findSeries(reference, context);
  const [series, episodes] = await Promise.all([
    client.series.get(id, { signal }),
    client.episodes.list({ seriesId: id }, { signal }),
  ]);
  return { series, episodes };
}

function choose(args: Arguments, series: SonarrSeries, episodes: readonly SonarrEpisode[]): ChosenEpisodes {
  return selectEpisodes(
    args,
    episodes,
    series.seasons.map(({ seasonNumber }) => seasonNumber),
  );
}

async function setMarks(
  args: Arguments,
  series: SonarrSeries,
  episodes: readonly SonarrEpisode[],
  context: SonarrContext,
) {
  const monitored = args.monitor === 'yes';
  const chosen = choose(args, series, episodes);
  const plan = planMonitoring(series, chosen, monitored);
  const uncertain = isNothing(plan) ? undefined : await applyMonitoring(series.id, plan, context);
  const search = args.search === true ? searchFor(chosen, series.id, context) : undefined;
  const begun = await begin(search, context);
  const undo = undoArguments(plan);
  const ref = seriesRef(series);
  return {
    outcome: isNothing(plan) && !begun.searching ? ('unchanged' as const) : ('done' as const),
    target: titleWithYear(series),
    ref,
    monitor: args.monitor,
    seasons: [...plan.seasons],
    episodesChanged: plan.changes,
    ...begun.fields,
    undo: undo === undefined ? undefined : { tool: 'sonarr_set_monitoring', arguments: { series: ref, ...undo } },
    note: notes(uncertain, partly(plan), monitored ? seriesIsOff(series) : undefined, begun.note),
  };
}

async function applyStrategy(
  args: Arguments,
  strategy: Strategy,
  series: SonarrSeries,
  before: readonly SonarrEpisode[],
  context: SonarrContext,
) {
  const { client, signal } = context;
  await client.series.monitor(series.id, strategy, { signal });
  const begun = await begin(
    args.search === true ? { name: 'MissingEpisodeSearch', seriesId: series.id } : undefined,
    context,
  );
  const [after, seriesAfter] = await Promise.all([
    client.episodes.list({ seriesId: series.id }, { signal }).catch(() => undefined),
    client.series.get(series.id, { signal }).catch(() => undefined),
  ]);
  const was = new Map(before.map((episode) => [episode.id, episode.monitored]));
  const turnedOff = strategy === 'none' && series.monitored;
  // What also switched the series itself off is not all taken back by its episodes.
  const undo =
    turnedOff || after === undefined || seriesAfter === undefined
      ? undefined
      : undoOfStrategy(series, before, seriesAfter, after);
  const ref = seriesRef(series);
  return {
    outcome: 'done' as const,
    target: titleWithYear(series),
    ref,
    monitor: strategy,
    episodesChanged: after?.filter(({ id, monitored }) => was.get(id) !== monitored).length,
    episodesMonitored: after?.filter(({ monitored }) => monitored).length,
    ...begun.fields,
    undo: undo === undefined ? undefined : { tool: 'sonarr_set_monitoring', arguments: { series: ref, ...undo } },
    note: notes(
      strategy === 'none'
        ? 'Sonarr no longer monitors the series itself either; sonarr_update_series with monitored: true does.'
        : seriesIsOff(series),
      begun.note,
    ),
  };
}

function seriesIsOff(series: SonarrSeries): string | undefined {
  return series.monitored
    ? undefined
    : 'The series itself is not monitored, so Sonarr fetches none of it: sonarr_update_series with monitored: true.';
}

function partly(plan: MonitoringPlan): string | undefined {
  return plan.exact
    ? undefined
    : `Some of their episodes were ${plan.monitored ? '' : 'un'}monitored before, too; one call cannot restore that.`;
}

function notes(...sentences: readonly (string | undefined)[]): string | undefined {
  const said = sentences.filter((sentence) => sentence !== undefined);
  return said.length === 0 ? undefined : said.join(' ');
}

/** One season is searched for as such, which finds packs, too. Undefined when nothing of what was chosen is missing. */
function searchFor(
  { episodes, seasons }: ChosenEpisodes,
  seriesId: number,
  { clock }: Pick<SonarrContext, 'clock'>,
): SonarrCommandRequest | undefined {
  const now = clock.now().toISOString();
  const wanted = episodes.filter(
    ({ hasFile, airDateUtc }) => !hasFile && airDateUtc !== undefined && airDateUtc <= now,
  );
  if (wanted.length === 0) return undefined;
  const [season, ...others] = seasons;
  if (season !== undefined && others.length === 0 && episodes.every(({ seasonNumber }) => seasonNumber === season)) {
    return { name: 'SeasonSearch', seriesId, seasonNumber: season };
  }
  return { name: 'EpisodeSearch', episodeIds: wanted.map(({ id }) => id) };
}

/** Starts a search after the marks were set: whatever becomes of it, that is done. */
async function begin(request: SonarrCommandRequest | undefined, { client, signal }: SonarrContext) {
  if (request === undefined) return { searching: false, fields: {}, note: undefined };
  try {
    const command = await client.commands.start(request, { signal });
    return { searching: true, fields: { searching: true, commandId: command?.id }, note: undefined };
  } catch {
    return {
      searching: false,
      fields: { searching: false },
      note: 'The search could not be started: sonarr_search_series.',
    };
  }
}
