import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { member } from './json.js';

/**
 * The source files that a built file was made of, as the build wrote them down beside it: absolute paths with forward slashes,
 * such as `…/node_modules/ky/distribution/index.js` or `…/packages/core/src/errors.ts`.
 * @throws Error where the build wrote nothing down, so that no test passes for want of facts
 */
export function sourcesOf(file: string): string[] {
  const folder = path.dirname(file);
  const sources: unknown = JSON.parse(readFileSync(path.join(folder, '.sources.json'), 'utf8'));
  const found = member(sources, path.basename(file));
  if (!Array.isArray(found)) throw new Error(`The build says nothing of ${path.basename(file)}.`);
  return found.map((source) => path.resolve(folder, '..', String(source)).split(path.sep).join('/'));
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
