import { InvalidInputError, NotFoundError } from '@watchstack/core';
import { resolveItem, type Describable } from '@watchstack/core/server';
import type { SonarrQualityProfile } from '../client/profiles.js';
import type { SonarrRootFolder } from '../client/root-folders.js';
import type { SonarrTag } from '../client/tags.js';
import type { SonarrSeriesRow } from '../client/series-document.js';
import type { SonarrContext } from './define.js';
import { readLibrary } from './series.js';

/**
 * The quality profile that a name or id means.
 * @throws NotFoundError, AmbiguousError
 */
export async function findProfile(named: string, { client, signal }: SonarrContext): Promise<SonarrQualityProfile> {
  const profiles = await client.profiles.quality({ signal });
  return pick(named, profiles, ({ id, name }) => ({ id, title: name, ref: name }), 'quality profile');
}

/**
 * The root folder that a path, its last part, or an id means.
 * @throws NotFoundError, AmbiguousError
 */
export async function findRootFolder(named: string, { client, signal }: SonarrContext): Promise<SonarrRootFolder> {
  const folders = await client.rootFolders.list({ signal });
  const bare = named.replace(/[/\\]+$/, '');
  const exact = folders.find((folder) => folder.path.replace(/[/\\]+$/, '') === bare);
  return (
    exact ??
    pick(
      named,
      folders,
      ({ id, path }) => ({ id, title: path.split(/[/\\]/).findLast((part) => part !== '') ?? path, ref: path }),
      'root folder',
    )
  );
}

/**
 * The tag that a name or id means.
 * @throws NotFoundError with the tags there are
 */
export async function findTag(named: string, { client, signal }: SonarrContext): Promise<SonarrTag> {
  const tags = await client.tags.list({ signal });
  return pick(named, tags, ({ id, label }) => ({ id, title: label, ref: label }), 'tag');
}

/**
 * The one of Sonarr's own things that a name or id means. There are few of each, so that an error can name them all.
 * @throws NotFoundError, AmbiguousError
 */
export function pick<T>(
  named: string,
  items: readonly T[],
  describe: (item: T) => Describable & { readonly ref: string },
  noun: string,
): T {
  try {
    return resolveItem(named, items, describe, { noun, lookIn: 'Sonarr' });
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
    const names = items.slice(0, 50).map((item) => describe(item).ref);
    throw new NotFoundError(error.message, {
      target: noun,
      hint: names.length === 0 ? `Sonarr has no ${noun} yet.` : `There are: ${names.join('; ')}.`,
      changed: 'no',
    });
  }
}

/** What a series has to be added with. */
export interface AddingChoice {
  readonly profile: SonarrQualityProfile;
  readonly rootFolder: SonarrRootFolder;
}

/**
 * The quality profile and root folder for new series: what is named, or the only one there is, or what plainly is the owner's
 * usual one.
 * @throws InvalidInputError naming in one go every choice that is left to make; NotFoundError, AmbiguousError for a wrong name
 */
export async function chooseForAdding(
  named: {
    readonly profile?: string | undefined;
    readonly rootFolder?: string | undefined;
    readonly seriesType?: string | undefined;
  },
  context: SonarrContext,
): Promise<AddingChoice> {
  const { profiles, rootFolders } = await addingChoices(context);
  const left =
    (named.profile === undefined && profiles.length > 1) || (named.rootFolder === undefined && rootFolders.length > 1);
  const alike = left ? await seriesOfType(named.seriesType ?? 'standard', context) : [];
  const profile =
    named.profile === undefined
      ? usual(profiles, alike, ({ id }, series) => series.qualityProfileId === id)
      : await findProfile(named.profile, context);
  const rootFolder =
    named.rootFolder === undefined
      ? usual(rootFolders, alike, ({ path }, series) => withinFolder(series.path, path))
      : await findRootFolder(named.rootFolder, context);
  if (profile !== undefined && rootFolder !== undefined) return { profile, rootFolder };
  const open = [
    ...(profile === undefined
      ? [{ argument: 'profile', noun: 'quality profile', names: profiles.map(({ name }) => name) }]
      : []),
    ...(rootFolder === undefined
      ? [{ argument: 'rootFolder', noun: 'root folder', names: rootFolders.map(({ path }) => path) }]
      : []),
  ];
  const none = open.find(({ names }) => names.length === 0);
  if (none !== undefined) {
    throw new InvalidInputError(`Sonarr has no ${none.noun} yet, so nothing can be added.`, {
      target: none.argument,
      hint: "The owner makes one in Sonarr's settings first.",
      changed: 'no',
    });
  }
  throw new InvalidInputError(
    `There are several ${open.map(({ noun }) => `${noun}s`).join(' and ')}, and none was named.`,
    {
      target: open.map(({ argument }) => argument).join(', '),
      hint: `Call again with ${open.map(({ argument, names }) => `${argument}, one of: ${names.join('; ')}`).join(', and ')}.`,
      changed: 'no',
    },
  );
}

/** The quality profiles and root folders there are, at most a minute old. */
export async function addingChoices({ client, signal }: SonarrContext) {
  const [profiles, rootFolders] = await Promise.all([
    client.profiles.quality({ signal }),
    client.rootFolders.list({ signal }),
  ]);
  return { profiles, rootFolders };
}

async function seriesOfType(seriesType: string, context: SonarrContext): Promise<SonarrSeriesRow[]> {
  return (await readLibrary(context)).filter((series) => series.seriesType === seriesType);
}

/** The only one; else the one that at least twice as many series have as any other, and not just a few of them. */
function usual<T>(
  items: readonly T[],
  series: readonly SonarrSeriesRow[],
  has: (item: T, series: SonarrSeriesRow) => boolean,
): T | undefined {
  if (items.length < 2) return items[0];
  const [first, second] = items
    .map((item) => ({ item, count: series.filter((each) => has(item, each)).length }))
    .sort((a, b) => b.count - a.count);
  if (first === undefined || second === undefined) return undefined;
  return first.count >= 5 && first.count >= 2 * second.count ? first.item : undefined;
}

function withinFolder(path: string, folder: string): boolean {
  const bare = (text: string) => text.replaceAll('\\', '/').replace(/\/+$/, '').toLowerCase();
  return bare(path).startsWith(`${bare(folder)}/`);
}
