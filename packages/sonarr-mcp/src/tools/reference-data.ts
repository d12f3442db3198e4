import { resolveItem } from '@watchstack/core/server';
import type { SonarrQualityProfile } from '../client/profiles.js';
import type { SonarrRootFolder } from '../client/root-folders.js';
import type { SonarrTag } from '../client/tags.js';
import { InvalidInputError } from '@watchstack/core';
import type { SonarrContext } from './define.js';

/**
 * The quality profile that a name or id means; the only one when nothing is said.
 * @throws NotFoundError, AmbiguousError; InvalidInputError naming the profiles when there are several and none was named
 */
export async function findProfile(
  named: string | undefined,
  { client, signal }: SonarrContext,
): Promise<SonarrQualityProfile> {
  const profiles = await client.profiles.quality({ signal });
  return named === undefined
    ? only(profiles, 'profile', 'quality profile', (profile) => profile.name)
    : resolveItem(named, profiles, (profile) => ({ id: profile.id, title: profile.name, ref: profile.name }), {
        noun: 'quality profile',
        lookIn: 'Sonarr',
      });
}

/**
 * The root folder that a path, its last part, or an id means; the only one when nothing is said.
 * @throws NotFoundError, AmbiguousError; InvalidInputError naming the folders when there are several and none was named
 */
export async function findRootFolder(
  named: string | undefined,
  { client, signal }: SonarrContext,
): Promise<SonarrRootFolder> {
  const folders = await client.rootFolders.list({ signal });
  if (named === undefined) return only(folders, 'rootFolder', 'root folder', (folder) => folder.path);
  const bare = named.replace(/[/\\]+$/, '');
  const exact = folders.find((folder) => folder.path.replace(/[/\\]+$/, '') === bare);
  return (
    exact ??
    resolveItem(
      named,
      folders,
      (folder) => ({
        id: folder.id,
        title: folder.path.split(/[/\\]/).findLast((part) => part !== '') ?? folder.path,
        ref: folder.path,
      }),
      { noun: 'root folder', lookIn: 'Sonarr' },
    )
  );
}

/**
 * The tag that a name or id means.
 * @throws NotFoundError with the tags there are
 */
export async function findTag(named: string, { client, signal }: SonarrContext): Promise<SonarrTag> {
  const tags = await client.tags.list({ signal });
  return resolveItem(named, tags, (tag) => ({ id: tag.id, title: tag.label, ref: tag.label }), {
    noun: 'tag',
    lookIn: 'Sonarr',
  });
}

function only<T>(items: readonly T[], argument: string, noun: string, nameOf: (item: T) => string): T {
  const [first, second] = items;
  if (first !== undefined && second === undefined) return first;
  throw new InvalidInputError(
    first === undefined ? `Sonarr has no ${noun} yet.` : `There are several ${noun}s, and none was named.`,
    {
      target: argument,
      hint:
        first === undefined
          ? `The owner adds one in Sonarr's settings first.`
          : `Call again with ${argument}, one of: ${items.map(nameOf).join('; ')}.`,
      changed: 'no',
    },
  );
}
