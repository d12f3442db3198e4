import { matchItems } from '@watchstack/core/server';
import type { SonarrContext } from './define.js';
import { describeSeries, readLibrary, titleWithYear } from './series.js';

/** Series of the library for what somebody has begun to type: what is called so in any language first, then what begins so. */
export async function proposeSeries(typed: string, context: SonarrContext): Promise<readonly string[]> {
  const library = await readLibrary(context);
  const starts = library.filter((series) => beginsWith(series.title, typed));
  const matches = typed === '' ? [] : matchItems(typed, library, describeSeries);
  return [...new Set([...matches, ...starts])].map(titleWithYear);
}

/** Quality profiles whose name begins so, or has a word that does. */
export async function proposeProfiles(typed: string, { client, signal }: SonarrContext): Promise<readonly string[]> {
  const profiles = await client.profiles.quality({ signal });
  return profiles.map(({ name }) => name).filter((name) => hasWord(name, typed));
}

/** Tags whose label begins so, or has a word that does. */
export async function proposeTags(typed: string, { client, signal }: SonarrContext): Promise<readonly string[]> {
  const tags = await client.tags.list({ signal });
  return tags.map(({ label }) => label).filter((label) => hasWord(label, typed));
}

function hasWord(name: string, beginning: string): boolean {
  return beginsWith(name, beginning) || name.split(/[^\p{L}\p{N}]+/u).some((word) => beginsWith(word, beginning));
}

function beginsWith(text: string, beginning: string): boolean {
  return text.toLowerCase().startsWith(beginning.toLowerCase());
}
