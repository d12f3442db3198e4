/**
 * Lays out what the container of a server holds: `node scripts/container.mjs <server> <folder>`.
 *
 * The Dockerfiles run this after the build and copy the folder into the image as it is; a test runs it and starts the
 * server from there, so that an image holds nothing that no test has seen.
 */
import path from 'node:path';
import process from 'node:process';
import { servers } from './build/paths.mjs';
import { layOut } from './containers/layout.mjs';

const [server, folder, ...more] = process.argv.slice(2);
if (server === undefined || folder === undefined || more.length > 0 || !servers.includes(server)) {
  process.stderr.write(`Usage: node scripts/container.mjs <${servers.join('|')}> <folder>\n`);
  process.exit(2);
}
layOut(server, path.resolve(folder));
