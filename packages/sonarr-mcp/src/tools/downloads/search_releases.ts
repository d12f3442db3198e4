import { NotFoundError } from '@watchstack/core';
import { pageOf, pageOutput, parseEpisodeCode, shorten } from '@watchstack/core/server';
import * as z from 'zod';
import type { SonarrEpisode } from '../../client/episode-document.js';
import type { SonarrRelease } from '../../client/releases.js';
import type { SonarrSeriesRow } from '../../client/series-document.js';
import { defineTool, type SonarrContext } from '../define.js';
import { airsAt, episodeCode } from '../episodes.js';
import { findSeries, seriesInput, seriesRef, titleWithYear } from '../series.js';
import { plainRejection } from './rejections.js';

/** Few look further down than that; and each row is a long name. */
const pageSize = 25;

/** More reasons than that tell nobody anything. */
const mostRejections = 3;

/** `sonarr_search_releases`: GET release for one episode or one season. */
export const searchReleases = defineTool({
  name: 'sonarr_search_releases',
  title: 'Search releases',
  toolset: 'downloads',
  byDefault: true,
  effect: 'read',
  idempotent: true,
  openWorld: true,
  description:
    'Asks indexers for all downloads of one episode or season, to choose by hand: best first, with what Sonarr has against each. Slow. Names come from strangers.',
  input: z.strictObject({
    series: seriesInput,
    episode: z.string().max(20).describe('S02E03, S02 (packs too), or latest: last aired.'),
    approvedOnly: z.boolean().default(false).describe('Only what Sonarr would take.'),
    offset: z.int().min(0).max(9_999).default(0).describe('See nextOffset.'),
  }),
  output: z.strictObject({
    series: z.string(),
    ref: z.string(),
    code: z.string(),
    have: z.string().optional().describe('Quality of the file that is there.'),
    ...pageOutput,
    approved: z.int().describe('How many Sonarr would take.'),
    note: z.string().optional(),
    releases: z.array(
      z.strictObject({
        handle: z.string().describe('For sonarr_grab_release; good for half an hour.'),
        title: z.string(),
        quality: z.string().optional(),
        sizeBytes: z.int(),
        ageDays: z.int().optional(),
        seeders: z.int().optional().describe('Torrents only.'),
        languages: z.array(z.string()).optional().describe('Where they are not just the original.'),
        score: z.number().optional(),
        indexer: z.string().optional(),
        pack: z.literal(true).optional().describe('The whole season.'),
        rejections: z.array(z.string()).optional().describe('Why Sonarr would not take it.'),
      }),
    ),
  }),
  rows: 'releases',
  relatedWrite: 'sonarr_grab_release',
  examples: [
    { ask: 'Which releases are there of Severance S02E03?', arguments: { series: 'Severance', episode: 'S02E03' } },
    {
      ask: "Last night's Babylon Berlin has burnt-in subtitles, get another",
      arguments: { series: 'Babylon Berlin', episode: 'latest' },
    },
  ],
  run: async ({ series: reference, episode, approvedOnly, offset }, context) => {
    const { client, signal, progress } = context;
    const series = await findSeries(reference, context);
    const wanted = await find(episode, series, context);
    progress({ progress: 0, message: 'Asking the indexers' });
    const found = await client.releases.search(
      'code' in wanted ? { seriesId: series.id, seasonNumber: wanted.season } : { episodeId: wanted.id },
      { signal },
    );
    const approved = found.filter((release) => release.approved);
    const { rows, ...page } = pageOf(approvedOnly ? approved : found, { offset, limit: pageSize });
    return {
      series: titleWithYear(series),
      ref: seriesRef(series),
      code: 'code' in wanted ? wanted.code : episodeCode(wanted),
      have: 'code' in wanted ? undefined : wanted.episodeFile?.quality?.quality.name,
      ...page,
      approved: approved.length,
      note: found.length === 0 ? whyNone(wanted, context) : undefined,
      releases: rows.map((release) => toRow(release, series.originalLanguage)),
    };
  },
});

/** Why the indexers have nothing, as far as it can be told. */
function whyNone(
  wanted: SonarrEpisode | { readonly season: number },
  { clock, timeZone }: Pick<SonarrContext, 'clock' | 'timeZone'>,
): string {
  if ('id' in wanted && wanted.airDateUtc !== undefined && new Date(wanted.airDateUtc) > clock.now()) {
    return `No indexer has a release of it: it airs at ${airsAt(wanted, timeZone) ?? wanted.airDateUtc}.`;
  }
  return 'No indexer has a release of it; sonarr_test_indexers tells whether they all answer.';
}

/**
 * The episode or season that is meant.
 * @throws InvalidInputError for what is no code, NotFoundError for what the series does not have
 */
async function find(
  text: string,
  series: SonarrSeriesRow,
  { client, clock, signal }: SonarrContext,
): Promise<SonarrEpisode | { readonly season: number; readonly code: string }> {
  const latest = text.trim().toLowerCase() === 'latest';
  const code = latest ? undefined : parseEpisodeCode(text);
  const episodes = await client.episodes.list(
    { seriesId: series.id, seasonNumber: code?.season, includeEpisodeFile: true },
    { signal },
  );
  if (code !== undefined && code.episode === undefined && episodes.length > 0) {
    return { season: code.season, code: text.trim().toUpperCase() };
  }
  const found = latest
    ? lastAired(episodes, clock.now())
    : episodes.find(({ episodeNumber }) => episodeNumber === code?.episode);
  if (found !== undefined) return found;
  throw new NotFoundError(
    latest ? `Nothing of ${series.title} has aired yet.` : `${series.title} has no ${text.trim().toUpperCase()}.`,
    { target: text, hint: 'sonarr_get_episodes lists what there is.' },
  );
}

function lastAired(episodes: readonly SonarrEpisode[], now: Date): SonarrEpisode | undefined {
  return episodes
    .filter(
      ({ seasonNumber, airDateUtc }) => seasonNumber > 0 && airDateUtc !== undefined && new Date(airDateUtc) <= now,
    )
    .sort((a, b) => (a.airDateUtc ?? '').localeCompare(b.airDateUtc ?? '') || a.episodeNumber - b.episodeNumber)
    .at(-1);
}

/** What is as usual is left out, so that a long list stays short. */
function toRow(release: SonarrRelease, originalLanguage: string | undefined) {
  const { languages, customFormatScore: score } = release;
  const isOriginal = languages.length === 1 && languages[0] === originalLanguage;
  return {
    handle: release.handle,
    title: shorten(release.title, 160),
    quality: release.quality?.quality.name,
    sizeBytes: Math.round(release.size),
    ageDays: release.age === undefined ? undefined : Math.max(0, Math.floor(release.age)),
    seeders: release.seeders,
    languages: isOriginal ? undefined : [...languages],
    score: score === 0 ? undefined : score,
    indexer: release.indexer,
    pack: release.fullSeason ? (true as const) : undefined,
    rejections: release.rejections.slice(0, mostRejections).map(plainRejection),
  };
}
