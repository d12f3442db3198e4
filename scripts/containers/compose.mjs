/**
 * Reads Compose files as far as ours go, for the checks and for the test that starts servers with what they would get.
 *
 * @typedef {Record<string, any>} Service
 * @typedef {{ services: Record<string, Service>, [section: string]: any }} ComposeFile
 */
import { parse } from 'yaml';

/** What `!reset` leaves: the value of an earlier file is taken away. */
const reset = Symbol('reset');
const resetTags = [
  { tag: '!reset', resolve: () => reset },
  { tag: '!reset', collection: /** @type {const} */ ('seq'), resolve: () => reset },
];

/**
 * Several Compose files on top of each other, as `-f one -f two` has them.
 * @param {readonly string[]} texts
 * @returns {ComposeFile}
 */
export function readCompose(texts) {
  /** @type {unknown} */
  let merged = {};
  for (const text of texts) merged = laidOver(merged, parse(text, { merge: true, customTags: resetTags }));
  return /** @type {ComposeFile} */ ({ services: {}, ...Object(merged) });
}

/**
 * Maps are merged, lists are added, everything else is replaced.
 * @param {unknown} below
 * @param {unknown} above
 * @returns {unknown}
 */
function laidOver(below, above) {
  if (Array.isArray(below) && Array.isArray(above)) return [.../** @type {unknown[]} */ (below), ...above];
  if (!isMap(above)) return above === reset ? undefined : above;
  const result = new Map(Object.entries(isMap(below) ? below : {}));
  for (const [key, value] of Object.entries(above)) {
    const laid = laidOver(result.get(key), value);
    if (laid === undefined) result.delete(key);
    else result.set(key, laid);
  }
  return Object.fromEntries(result);
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isMap(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const reference = /\$\{(\w+)(?:(:?[-?])([^}]*))?\}/g;

/**
 * The variables that a text takes from `.env`.
 * @param {string} text
 */
export function variablesIn(text) {
  return [...text.matchAll(reference)].map(([, name = '']) => name);
}

/**
 * Fills in `${NAME}`, `${NAME:-default}` and `${NAME:?message}`.
 * @param {string} text
 * @param {Readonly<Record<string, string | undefined>>} variables
 * @throws {Error} for one that has to be set and is not
 */
export function interpolate(text, variables) {
  return text.replaceAll(reference, (/** @type {(string | undefined)[]} */ ...[, name = '', how, rest = '']) => {
    const value = variables[name] ?? '';
    if (value !== '' || how === undefined) return value;
    if (how.endsWith('?')) throw new Error(`${name}: ${rest}`);
    return rest;
  });
}

/**
 * The environment that a service gets.
 * @param {Service | undefined} service
 * @param {Readonly<Record<string, string | undefined>>} variables those of `.env`
 * @returns {Record<string, string>}
 */
export function environmentOf(service, variables) {
  /** @type {Record<string, string>} */
  const environment = {};
  for (const [name, value] of Object.entries(service?.environment ?? {})) {
    const given = value === null ? variables[name] : interpolate(String(value), variables);
    if (given !== undefined) environment[name] = given;
  }
  return environment;
}
