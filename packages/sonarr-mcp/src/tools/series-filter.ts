import { InvalidInputError } from '@watchstack/core';
import * as z from 'zod';
import { sonarrSeriesTypes } from '../client/series-add.js';
import type { SonarrSeriesRow } from '../client/series-document.js';
import type { SonarrContext } from './define.js';
import { missingEpisodes } from './series.js';

/** An argument that chooses series by what they have in common. */
export const havingInput = z.array(z.string().max(99)).max(9);

const statuses: readonly string[] = ['continuing', 'ended', 'upcoming', 'deleted'];

/** What can be said of any series, whatever it is called. */
const conditions: Readonly<Record<string, (series: SonarrSeriesRow) => boolean>> = {
  monitored: (series) => series.monitored,
  unmonitored: (series) => !series.monitored,
  complete: (series) => missingEpisodes(series) === 0,
  incomplete: (series) => missingEpisodes(series) > 0,
};

/**
 * A test for series of which all is true that is named: a status, type, genre, network, original language, quality profile, tag
 * or root folder, or one of `monitored`, `unmonitored`, `complete`, `incomplete`.
 * @throws InvalidInputError when no series has one of them and Sonarr knows no such profile, tag or folder
 */
export async function seriesHaving(
  values: readonly string[],
  library: readonly SonarrSeriesRow[],
  context: SonarrContext,
): Promise<(series: SonarrSeriesRow) => boolean> {
  const tests = await Promise.all(values.map((value) => attribute(value, library, context)));
  return (series) => tests.every((has) => has(series));
}

async function attribute(
  value: string,
  library: readonly SonarrSeriesRow[],
  { client, signal }: SonarrContext,
): Promise<(series: SonarrSeriesRow) => boolean> {
  const wanted = value.trim().toLowerCase();
  const condition = Object.hasOwn(conditions, wanted) ? conditions[wanted] : undefined;
  if (condition !== undefined) return condition;
  const [profiles, tags, folders] = await Promise.all([
    client.profiles.quality({ signal }),
    client.tags.list({ signal }),
    client.rootFolders.list({ signal }),
  ]);
  const profile = profiles.find(({ name }) => name.toLowerCase() === wanted)?.id;
  const tag = tags.find(({ label }) => label.toLowerCase() === wanted)?.id;
  const folder = folders.find(({ path }) => bare(path) === bare(wanted))?.path;
  const has = (series: SonarrSeriesRow) =>
    series.status === wanted ||
    series.seriesType === wanted ||
    series.network?.toLowerCase() === wanted ||
    series.originalLanguage?.toLowerCase() === wanted ||
    series.genres.some((genre) => genre.toLowerCase() === wanted) ||
    (profile !== undefined && series.qualityProfileId === profile) ||
    (tag !== undefined && series.tags.includes(tag)) ||
    (folder !== undefined && liesWithin(series.path, folder));
  const known = statuses.includes(wanted) || sonarrSeriesTypes.some((type) => type === wanted);
  if (known || profile !== undefined || tag !== undefined || folder !== undefined || library.some(has)) return has;
  throw new InvalidInputError(
    `Nothing in Sonarr is called '${value.slice(0, 100)}': no status, type, genre, network, language, quality profile, tag or root folder.`,
    {
      target: 'having',
      hint: `Profiles: ${profiles.map(({ name }) => name).join(', ')}. Tags: ${tags.map(({ label }) => label).join(', ') || 'none'}. Root folders: ${folders.map(({ path }) => path).join(', ')}.`,
      changed: 'no',
    },
  );
}

/** Whether a series' folder lies in a root folder. */
export function liesWithin(path: string, folder: string): boolean {
  return bare(path).startsWith(`${bare(folder)}/`);
}

function bare(path: string): string {
  return path.toLowerCase().replaceAll('\\', '/').replace(/\/+$/, '');
}
