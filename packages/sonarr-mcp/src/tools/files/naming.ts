import { InvalidInputError } from '@watchstack/core';
import { formatEpisodeCode } from '@watchstack/core/server';
import type { SonarrRename } from '../../client/naming.js';
import type { SonarrContext } from '../define.js';

/** Said wherever renaming is switched off. */
export const renamingIsOff = 'Sonarr does not rename files: that is switched off.';

/** Where the owner switches it on. */
export const howToSwitchOn = 'The owner switches it on in Settings > Media Management > Rename Episodes.';

/**
 * The files of a series that would get another name. Sonarr's list is as empty where nothing has to be done as where renaming
 * is switched off, so that is looked at, too.
 * @returns undefined where renaming is switched off
 */
export async function renamesOf(
  seriesId: number,
  seasonNumber: number | undefined,
  { client, signal }: SonarrContext,
): Promise<readonly SonarrRename[] | undefined> {
  const [{ renameEpisodes }, renames] = await Promise.all([
    client.naming.config({ signal }),
    client.naming.renames({ seriesId, seasonNumber }, { signal }),
  ]);
  return renameEpisodes ? renames : undefined;
}

/** @throws InvalidInputError where renaming is switched off */
export async function refuseWithoutRenaming({ client, signal }: SonarrContext): Promise<void> {
  const { renameEpisodes } = await client.naming.config({ signal });
  if (renameEpisodes) return;
  throw new InvalidInputError(renamingIsOff, { target: 'renaming', hint: howToSwitchOn, changed: 'no' });
}

/** `S01E02`, or `S01E02-E03` for a file of several episodes. */
export function renamedEpisodes({ seasonNumber, episodeNumbers }: SonarrRename): string | undefined {
  const [first] = episodeNumbers;
  const last = episodeNumbers.at(-1);
  if (seasonNumber === undefined || first === undefined || last === undefined) return undefined;
  const code = formatEpisodeCode(seasonNumber, first);
  return first === last ? code : `${code}-E${String(last).padStart(2, '0')}`;
}
