import { ConflictError, NotFoundError } from '@watchstack/core';
import { formatEpisodeCode, shorten, writeAnswer } from '@watchstack/core/server';
import * as z from 'zod';
import type { SonarrRelease } from '../../client/releases.js';
import { defineTool, type SonarrContext } from '../define.js';
import { plainRejection } from './rejections.js';

/** `sonarr_grab_release`: POST release. */
export const grabRelease = defineTool({
  name: 'sonarr_grab_release',
  title: 'Grab release',
  toolset: 'downloads',
  byDefault: true,
  effect: 'write',
  idempotent: false,
  openWorld: true,
  description:
    'Downloads one release that sonarr_search_releases has shown in the last half hour. One that Sonarr rejects is refused unless force. What waits in the queue already: sonarr_grab_queue_item.',
  input: z.strictObject({
    handle: z.string().max(40).describe('From sonarr_search_releases.'),
    force: z.boolean().default(false).describe('Even if Sonarr rejects it, because the person wants it.'),
  }),
  output: writeAnswer({
    release: z.string(),
    quality: z.string(),
    sizeBytes: z.int(),
    indexer: z.string(),
    rejections: z.array(z.string()).describe('What Sonarr had against it.'),
  }),
  examples: [
    { ask: 'Take the second one', arguments: { handle: 'r0123456789' } },
    { ask: 'I want that one all the same', arguments: { handle: 'r0123456789', force: true } },
  ],
  run: async ({ handle, force }, context) => {
    const { client, signal } = context;
    const release = client.releases.find(handle);
    if (release === undefined) {
      throw new NotFoundError('No search of the last half hour has shown that release.', {
        target: handle,
        hint: 'Search again with sonarr_search_releases and take a handle from its answer.',
        changed: 'no',
      });
    }
    const rejections = release.rejections.map(plainRejection);
    if (!release.approved && !force) {
      throw new ConflictError(
        `Sonarr would not take that release: ${rejections.join('; ') || 'it does not say why'}.`,
        {
          target: shorten(release.title, 160),
          hint: 'Choose an approved one. If the person wants this one all the same, repeat with force: true.',
          changed: 'no',
        },
      );
    }
    const target = await nameOf(release, context);
    await client.releases.grab(release, { signal });
    return {
      outcome: 'done' as const,
      target,
      release: shorten(release.title, 160),
      quality: release.quality?.quality.name,
      sizeBytes: Math.round(release.size),
      indexer: release.indexer,
      rejections,
      undo: { tool: 'sonarr_delete_queue_item', arguments: { items: [release.title.slice(0, 300)] } },
      note: 'It was sent to the download client; sonarr_get_queue shows it within a minute.',
    };
  },
});

/** `Severance S02E03`; the release's own name where Sonarr cannot tell. Read before anything is changed. */
async function nameOf(release: SonarrRelease, { client, signal }: SonarrContext): Promise<string> {
  const { mappedSeriesId: id, mappedSeasonNumber: season, mappedEpisodeNumbers: numbers } = release;
  const series = id === undefined ? undefined : await client.series.get(id, { signal }).catch(() => undefined);
  if (series === undefined) return shorten(release.title, 160);
  if (season === undefined) return series.title;
  const [number] = numbers;
  return `${series.title} ${formatEpisodeCode(season, release.fullSeason || numbers.length > 1 ? undefined : number)}`;
}
