import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The servers that are measured. */
export const servers = /** @type {const} */ (['sonarr', 'plex', 'trakt']);

/** @param {string} path below the repository */
const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** The built binary of a server. @param {string} service */
export const binary = (service) => at(`packages/${service}-mcp/dist/cli.js`);

/** A program to compare with. @param {string} name */
export const baseline = (name) => at(`bench/baselines/${name}.mjs`);

/** A server's `tools.json`. @param {string} service @returns {{ tools: any[] }} */
export const toolList = (service) => JSON.parse(readFileSync(at(`packages/${service}-mcp/dist/tools.json`), 'utf8'));
