import { AmbiguousError, InvalidInputError, NotFoundError } from '@watchstack/core';
import { parseEpisodeCode, parseItem, resolveItem } from '@watchstack/core/server';
import type { SonarrLookupSeries, SonarrSeriesRow } from '../../../client/series-document.js';
import type { SonarrContext } from '../../define.js';
import { describeSeries, readLibrary, seriesWords } from '../../series.js';
import { readSpoken, type SpokenEpisode } from '../../spoken-episode.js';

/** What is to be explained: a series, a season or an episode of the library, or a series that is not in it. */
export type Subject =
  | { readonly kind: 'inLibrary'; readonly series: SonarrSeriesRow; readonly code: SpokenEpisode['code'] }
  | { readonly kind: 'elsewhere'; readonly series: SonarrLookupSeries };

/**
 * Finds what a person speaks of: in the library first, then where new series come from. One or two requests for a `tvdb:` ref,
 * two for a title.
 * @throws NotFoundError when nobody knows such a series; AmbiguousError; InvalidInputError when two codes contradict
 */
export async function findSubject(
  spoken: string,
  episode: string | undefined,
  context: SonarrContext,
): Promise<Subject> {
  const { name, code: behind } = readSpoken(spoken);
  const code = episode === undefined ? behind : parseEpisodeCode(episode);
  if (name === '' || (episode !== undefined && behind !== undefined)) {
    throw new InvalidInputError(name === '' ? 'The series is missing.' : 'The episode is named twice.', {
      target: 'series',
      hint: 'Write series "Severance S02E03", or series "Severance" and episode "S02E03".',
    });
  }
  const { client, signal } = context;
  const wanted = parseItem(name);
  if (wanted.kind === 'ref' && wanted.scheme === 'tvdb') {
    const found = await client.series.getByTvdbId(Number(wanted.value), { signal });
    if (found !== undefined) return { kind: 'inLibrary', series: found, code };
    return { kind: 'elsewhere', series: await lookedUp(`tvdb:${wanted.value}`, name, context) };
  }
  const library = await readLibrary(context);
  try {
    return { kind: 'inLibrary', series: resolveItem(wanted, library, describeSeries, seriesWords), code };
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
    const found = await lookedUp(name, name, context).catch((other: unknown) => {
      throw other instanceof AmbiguousError ? other : error;
    });
    const known = library.find(({ id }) => id === found.id);
    return known === undefined ? { kind: 'elsewhere', series: found } : { kind: 'inLibrary', series: known, code };
  }
}

/** The one series that Sonarr's own search knows by that name; its first hit where only that is in the library. */
async function lookedUp(term: string, name: string, { client, signal }: SonarrContext): Promise<SonarrLookupSeries> {
  const results = await client.series.lookup(term, { signal });
  const [first] = results;
  if (first?.id !== undefined) return first;
  return resolveItem(name, results, describeSeries, { noun: 'series', lookIn: 'TheTVDB' });
}
