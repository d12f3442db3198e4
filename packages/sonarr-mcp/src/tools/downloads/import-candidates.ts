import { shorten } from '@watchstack/core/server';
import * as z from 'zod';
import type { SonarrImportCandidate, SonarrImportRejection } from '../../client/manual-import.js';
import { episodeCode } from '../episodes.js';

/** Where files to import lie, in an argument: a download, or a folder on the machine of Sonarr. */
export const importFrom = z.string().min(1).max(1000);

/** Whether a text is a path, of whichever system Sonarr runs on. */
export function isPath(text: string): boolean {
  return /[/\\]/.test(text);
}

/** Whether Sonarr would import a file as it stands. */
export function isReady({ series, episodes, quality, rejections }: SonarrImportCandidate): boolean {
  return series?.id !== undefined && episodes.length > 0 && quality !== undefined && rejections.length === 0;
}

/** `S01E02`, `S01E02, S01E03`. */
export function codesOf(episodes: SonarrImportCandidate['episodes']): string {
  return [...episodes]
    .sort((a, b) => a.seasonNumber - b.seasonNumber || a.episodeNumber - b.episodeNumber)
    .map(episodeCode)
    .join(', ');
}

const plainWords: readonly (readonly [RegExp, string])[] = [
  [/^unknown series$/i, 'Sonarr does not know the series, or it is not in your library.'],
  [/^(invalid season or episode|unable to (parse|identify).*)$/i, 'Sonarr cannot tell which episode it is.'],
  [/^sample$/i, 'It is only a sample.'],
  [
    /^not an upgrade for existing episode file\(s\)\. existing quality:? (.+)\. new quality:? (.+?)\.?$/i,
    'What you have is better: $1, this is $2.',
  ],
  [/^not an upgrade for existing/i, 'What you have is better.'],
  [/^not a custom format upgrade.*$/i, 'What you have has a better custom format score.'],
  [/^(file is )?still being unpacked$/i, 'It is still being unpacked.'],
];

/** Why Sonarr would leave a file alone, in plain words where they are known, otherwise in Sonarr's own. */
export function problemWords(rejections: readonly SonarrImportRejection[]): string[] {
  return rejections.map(({ reason, temporary }) => {
    const [pattern, words] = plainWords.find(([known]) => known.test(reason)) ?? [];
    const text = pattern === undefined || words === undefined ? shorten(reason, 200) : reason.replace(pattern, words);
    return temporary ? `${text} That may pass by itself.` : text;
  });
}

/** The call that brings a series into the library, as far as a file's name tells which one it is. */
export function additionOf({ relativePath, folderName }: SonarrImportCandidate) {
  const title = guessTitle(relativePath) ?? guessTitle(folderName ?? '');
  return title === undefined ? undefined : { tool: 'sonarr_add_series', arguments: { items: [title] } };
}

/** `The.Expanse.S01E02.720p.mkv` is about The Expanse. What stands before the number of the episode counts, nothing else. */
function guessTitle(path: string): string | undefined {
  const name = path.split(/[/\\]/).at(-1) ?? path;
  const [, title] = /^(.+?)[ ._-]+(?:S\d{1,4}(?:[ ._-]?E\d{1,4})?|\d{1,2}x\d{1,3})(?!\w)/i.exec(name) ?? [];
  const spaced = title?.replace(/[._]+/g, ' ').trim();
  return spaced === undefined || spaced === '' ? undefined : spaced.slice(0, 200);
}
