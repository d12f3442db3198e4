/**
 * Holds Dockerfiles, Compose files, proxies' files and `.env.example` to the servers' own settings and to each other.
 *
 * @typedef {{ names: readonly string[], secret: boolean }} KnownSetting
 * @typedef {{ name: string, service: string, port: number, version: string, mcpName?: string, description?: string, settings: readonly KnownSetting[] }} KnownServer
 * @typedef {(file: string) => string} Read the text of a file in docker/
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../build/paths.mjs';
import { composeProblems } from './containers/compose-files.mjs';
import { dockerfileProblems } from './containers/dockerfiles.mjs';
import { proxyProblems } from './containers/proxies.mjs';

/** @type {Read} */
export function readDockerFile(file) {
  return readFileSync(path.join(root, 'docker', file), 'utf8');
}

/**
 * One line for each thing that is wrong.
 * @param {readonly KnownServer[]} servers
 * @param {Read} [read]
 * @returns {string[]}
 */
export function containerProblems(servers, read = readDockerFile) {
  return [...dockerfileProblems(servers, read), ...composeProblems(servers, read), ...proxyProblems(servers, read)];
}
