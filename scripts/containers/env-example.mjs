/** Reads `.env.example`. */
import { parseEnv } from 'node:util';

/**
 * Every variable it names, those behind # included.
 * @param {string} text
 * @returns {Set<string>}
 */
export function environmentNamesIn(text) {
  return new Set([...text.matchAll(/^#?([A-Z][A-Z_]+)=/gm)].map(([, name = '']) => name));
}

/**
 * What Compose reads from it when somebody copies it and changes nothing.
 * @param {string} text
 * @returns {Record<string, string | undefined>}
 */
export function valuesIn(text) {
  return parseEnv(text);
}
