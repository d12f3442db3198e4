/**
 * The map of the house: which part of the repository a file belongs to, and which part an import leads to.
 *
 * Only names are looked at, never the disk, so that a rule can judge a file before it is saved.
 */
import { builtinModules } from 'node:module';
import path from 'node:path';

/**
 * @typedef {object} Place
 * @property {string} pack the folder under packages/: `core`, `demo`, `sonarr-mcp` …
 * @property {'core' | 'demo' | 'server'} kind
 * @property {string} part what the file is for, see {@link place}
 */

/**
 * @typedef {object} Target
 * @property {'builtin' | 'npm' | 'own' | 'workspace' | 'across' | 'outside'} kind Node's own; from npm; a file of the
 *   same package; another package of ours by name; a file of another package by path; anywhere else in the repository
 * @property {string} name `http`, `ky`, or the specifier of a workspace package
 * @property {Place | undefined} place where it leads, for everything inside packages/
 */

const scope = '@watchstack/';
/** The names under which our packages may be imported; everything deeper is private to the package. */
const doors = [
  /^@watchstack\/core(\/server|\/shell|\/testing)?$/,
  /^@watchstack\/demo\/\w+$/,
  /^@watchstack\/\w+-mcp$/,
];

/**
 * Where a file stands.
 *
 * `part` is `test` for tests and configuration; for core `server`, `testing` or `base`; for the demo `src`; for a
 * server `tools` (with prompts and resources), `client`, or the name of the file in src without its ending.
 * @param {string} file any path that contains packages/<name>/, in either kind of slash
 * @returns {Place | undefined} undefined outside of packages/
 */
export function place(file) {
  const found = /(?:^|\/)packages\/([^/]+)\/(.+)$/.exec(file.replaceAll('\\', '/'));
  if (found === null) return undefined;
  const [, pack = '', inner = ''] = found;
  const kind = pack === 'core' || pack === 'demo' ? pack : 'server';
  if (!inner.startsWith('src/')) return { pack, kind, part: 'test' };
  const [top = '', ...deeper] = inner.slice('src/'.length).split('/');
  const folder = deeper.length > 0 ? top : undefined;
  return { pack, kind, part: partOf(kind, folder, top) };
}

/**
 * @param {Place['kind']} kind
 * @param {string | undefined} folder the first folder below src, undefined for a file directly in src
 * @param {string} top the first segment below src
 */
function partOf(kind, folder, top) {
  if (kind === 'demo') return 'src';
  if (kind === 'core') return folder === 'server' || folder === 'testing' ? folder : 'base';
  if (folder === 'tools' || folder === 'prompts' || folder === 'resources') return 'tools';
  return folder ?? top.replace(/\.[^.]+$/, '');
}

/**
 * Where an import leads.
 * @param {string} file the importing file
 * @param {string} specifier as written
 * @returns {Target}
 */
export function target(file, specifier) {
  if (specifier.startsWith('.') || path.posix.isAbsolute(specifier)) return targetOfPath(file, specifier);
  if (specifier.startsWith('node:') || builtinModules.includes(specifier)) {
    return { kind: 'builtin', name: specifier.replace(/^node:/, ''), place: undefined };
  }
  if (specifier.startsWith(scope)) {
    const [pack = '', door] = specifier.slice(scope.length).split('/');
    const kind = pack === 'core' || pack === 'demo' ? pack : 'server';
    return { kind: 'workspace', name: specifier, place: { pack, kind, part: door ?? 'root' } };
  }
  const depth = specifier.startsWith('@') ? 2 : 1;
  return { kind: 'npm', name: specifier.split('/').slice(0, depth).join('/'), place: undefined };
}

/**
 * @param {string} file
 * @param {string} specifier relative or absolute
 * @returns {Target}
 */
function targetOfPath(file, specifier) {
  const resolved = path.posix.resolve(path.posix.dirname(file.replaceAll('\\', '/')), specifier);
  const there = place(resolved);
  if (there === undefined) return { kind: 'outside', name: specifier, place: undefined };
  const same = there.pack === place(file)?.pack;
  return { kind: same ? 'own' : 'across', name: specifier, place: there };
}

/** Whether a workspace specifier is one of the names a package offers. @param {string} specifier */
export function isDoor(specifier) {
  return doors.some((door) => door.test(specifier));
}
