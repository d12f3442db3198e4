import {
  CancelledError,
  ConflictError,
  InvalidInputError,
  NotFoundError,
  UpstreamUnavailableError,
  WatchstackError,
} from '@watchstack/core';
import { formatEpisodeCode, writeAnswer } from '@watchstack/core/server';
import * as z from 'zod';
import type { SonarrEpisode, SonarrEpisodeFile } from '../../client/episode-document.js';
import type { SonarrSeries } from '../../client/series-document.js';
import { defineTool, type SonarrContext } from '../define.js';
import { episodeCodes, episodeSelectionInput, selectEpisodes, type ChosenEpisodes } from '../episode-selection.js';
import { applyMonitoring, isNothing, planMonitoring } from '../monitoring.js';
import { counted, findSeries, seriesInput, seriesRef, titleWithYear } from '../series.js';

const input = z.strictObject({
  series: seriesInput,
  episodes: episodeSelectionInput.episodes,
  files: z.array(z.int().min(1).max(1e9)).max(200).optional().describe('File ids of sonarr_get_episodes.'),
  keepMonitored: z.boolean().default(false).describe('Sonarr fetches them again.'),
});

type Arguments = z.output<typeof input>;

/** `sonarr_delete_episode_files`: PUT series or episode/monitor first, then DELETE episodefile/bulk. */
export const deleteEpisodeFiles = defineTool({
  name: 'sonarr_delete_episode_files',
  title: 'Delete episode files',
  toolset: 'library',
  byDefault: true,
  effect: 'destructive',
  idempotent: true,
  openWorld: false,
  description:
    'Deletes files of one series from disk and stops monitoring their episodes, so that they stay away; the series stays. All of it: sonarr_delete_series.',
  input,
  output: writeAnswer({
    ref: z.string(),
    filesDeleted: z.int(),
    sizeBytes: z.int(),
    episodes: z.array(z.string()).describe('Without a file now.'),
    alsoInThoseFiles: z.array(z.string()).describe('Not named, but in the same files.'),
    unmonitored: z.int().describe('Episodes no longer monitored.'),
  }),
  examples: [
    {
      ask: "Delete seasons 1 to 3 of Pawn Stars and don't fetch them again",
      arguments: { series: 'Pawn Stars', episodes: ['S01-S03'] },
    },
  ],
  deletesFiles: () => true,
  preview: async (args, context) => {
    const { series, doomed } = await read(args, context);
    const title = titleWithYear(series);
    const size = `${(doomed.bytes / 1e9).toFixed(1)} GB`;
    const sentences = [
      doomed.files.length === 0
        ? `There is no file of ${title} among them; nothing would be deleted.`
        : `Deletes ${counted(doomed.files.length, 'file')} of ${title} from disk: ${shown(doomed.episodes)} (${counted(doomed.episodes.length, 'episode')}, ${size}).`,
      ...(doomed.others.length === 0
        ? []
        : [
            `${shown(doomed.others)} ${doomed.others.length === 1 ? 'goes' : 'go'} along, being in the same ${doomed.files.length === 1 ? 'file' : 'files'}.`,
          ]),
      args.keepMonitored
        ? 'They stay monitored, so Sonarr will fetch them again.'
        : 'Their episodes are no longer monitored then, so they stay away.',
      recycled,
    ];
    return {
      summary: sentences.join(' '),
      target: seriesRef(series),
      changes: doomed.files.length,
      details: {
        series: title,
        files: doomed.files.length,
        episodes: episodeCodes(doomed.episodes).slice(0, 100),
        alsoInThoseFiles: episodeCodes(doomed.others),
        bytes: doomed.bytes,
        keepMonitored: args.keepMonitored,
      },
    };
  },
  run: async (args, context) => {
    const { client, signal } = context;
    const { series, doomed, chosen, all } = await read(args, context);
    const target = titleWithYear(series);
    const ref = seriesRef(series);
    if (doomed.files.length === 0)
      return { outcome: 'unchanged' as const, target, ref, filesDeleted: 0, note: 'There was no file.' };
    // Before the files go: Sonarr could otherwise notice the gap in between, and fill it.
    const plan = planMonitoring(series, withOthers(chosen, doomed.episodes, all), false);
    const unmonitors = !args.keepMonitored && !isNothing(plan);
    const uncertain = unmonitors ? await applyMonitoring(series.id, plan, context) : undefined;
    const ids = doomed.files.map(({ id }) => id);
    try {
      await client.episodeFiles.deleteMany(series.id, ids, { signal });
    } catch (error) {
      throw unmonitors ? stillThere(error, target) : error;
    }
    return {
      outcome: 'done' as const,
      target,
      ref,
      filesDeleted: ids.length,
      sizeBytes: doomed.bytes,
      episodes: episodeCodes(doomed.episodes),
      alsoInThoseFiles: episodeCodes(doomed.others),
      unmonitored: unmonitors ? plan.changes : 0,
      note: [...(uncertain === undefined ? [] : [uncertain]), recycled].join(' '),
    };
  },
});

const recycled = "Sonarr's recycle bin keeps the files for a while, where the owner has set one.";

function shown(episodes: readonly SonarrEpisode[]): string {
  const seasons = [...new Set(episodes.map(({ seasonNumber }) => seasonNumber))];
  const codes = episodeCodes(episodes);
  const texts = codes.length > 12 ? seasons.map((season) => formatEpisodeCode(season)) : codes;
  return `${texts.slice(0, 20).join(', ')}${texts.length > 20 ? ` and ${texts.length - 20} more` : ''}`;
}

/** What a call means, read afresh: one look at the series, its episodes, its files. */
async function read(args: Arguments, context: SonarrContext) {
  if ((args.episodes ?? []).length + (args.files ?? []).length === 0) {
    throw new InvalidInputError('Which files are meant was not said.', {
      target: 'episodes',
      hint: 'Give episodes (S01 for a season) or files. For all of a series: sonarr_delete_series.',
      changed: 'no',
    });
  }
  const { client, signal } = context;
  const { id } = await findSeries(args.series, context);
  const [series, all, files] = await Promise.all([
    client.series.get(id, { signal }),
    client.episodes.list({ seriesId: id }, { signal }),
    client.episodeFiles.list(id, { signal }),
  ]);
  const chosen = choose(args, series, all, files);
  return { series, all, chosen, doomed: doomedBy(chosen, all, files) };
}

/** The named episodes, and those in the named files. */
function choose(
  args: Arguments,
  series: SonarrSeries,
  all: readonly SonarrEpisode[],
  files: readonly SonarrEpisodeFile[],
): ChosenEpisodes {
  const named =
    args.episodes === undefined || args.episodes.length === 0
      ? { episodes: [], seasons: [] }
      : selectEpisodes(
          args,
          all,
          series.seasons.map(({ seasonNumber }) => seasonNumber),
        );
  const ids = new Set(args.files);
  const unknown = [...ids].find((id) => !files.some((file) => file.id === id));
  if (unknown !== undefined) {
    throw new NotFoundError(`The series has no file ${unknown}.`, {
      target: `file ${unknown}`,
      hint: 'sonarr_get_episodes with withFiles tells the files there are.',
      changed: 'no',
    });
  }
  const wanted = new Set([
    ...named.episodes,
    ...all.filter(({ episodeFileId }) => episodeFileId !== undefined && ids.has(episodeFileId)),
  ]);
  return { episodes: all.filter((episode) => wanted.has(episode)), seasons: named.seasons };
}

/** The files of the chosen episodes, each once, and every episode that is in one of them. */
function doomedBy({ episodes }: ChosenEpisodes, all: readonly SonarrEpisode[], files: readonly SonarrEpisodeFile[]) {
  const ids = new Set(episodes.map(({ episodeFileId }) => episodeFileId));
  const gone = files.filter(({ id }) => ids.has(id));
  const goneIds = new Set<number | undefined>(gone.map(({ id }) => id));
  const inThem = all.filter(({ episodeFileId }) => goneIds.has(episodeFileId));
  return {
    files: gone,
    bytes: gone.reduce((sum, { size }) => sum + size, 0),
    episodes: inThem,
    others: inThem.filter((episode) => !episodes.includes(episode)),
  };
}

/** What is to be left alone from now on: all that was named, whether it had a file or not, and what shared a file with it. */
function withOthers(
  chosen: ChosenEpisodes,
  gone: readonly SonarrEpisode[],
  all: readonly SonarrEpisode[],
): ChosenEpisodes {
  const both = new Set([...chosen.episodes, ...gone]);
  return { episodes: all.filter((episode) => both.has(episode)), seasons: chosen.seasons };
}

/** The failure to delete, told to somebody whose episodes have changed already. */
function stillThere(error: unknown, target: string): unknown {
  if (!(error instanceof WatchstackError) || error instanceof CancelledError) return error;
  const details = {
    target,
    status: error.status,
    hint: `${error.hint ?? 'Look with sonarr_get_episodes which files are left.'} sonarr_set_monitoring takes the monitoring back.`,
    changed: 'yes',
    cause: error,
  } as const;
  const message = `${error.message} Their episodes are no longer monitored all the same.`;
  if (error instanceof ConflictError) return new ConflictError(message, details);
  if (error instanceof NotFoundError) return new NotFoundError(message, details);
  return new UpstreamUnavailableError(message, details);
}
