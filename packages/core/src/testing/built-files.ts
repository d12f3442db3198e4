import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { member } from './json.js';

/**
 * The source files that a built file was made of, as its source map tells: paths with forward slashes, such as
 * `…/node_modules/ky/distribution/index.js` or `…/packages/core/src/errors.ts`. Empty for a file without a map.
 */
export function sourcesOf(file: string): string[] {
  const map = `${file}.map`;
  if (!existsSync(map)) return [];
  const parsed: unknown = JSON.parse(readFileSync(map, 'utf8'));
  const sources = member(parsed, 'sources');
  if (!Array.isArray(sources)) return [];
  return sources.map((source) => path.resolve(path.dirname(file), String(source)).split(path.sep).join('/'));
}

/** A built file and every file that it imports, at once or later, directly or through others. */
export function reachableFrom(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  const code = readFileSync(file, 'utf8');
  for (const [, relative] of code.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\()["'](\.{1,2}\/[^"']+)["']/g)) {
    if (relative === undefined) continue;
    const next = path.resolve(path.dirname(file), relative);
    if (/\.[cm]?js$/.test(next) && existsSync(next)) reachableFrom(next, found);
  }
  return found;
}
