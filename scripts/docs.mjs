/**
 * Writes the generated parts of the documentation: `node scripts/docs.mjs`. With `--check` nothing is written, and the
 * exit code is 1 when a page is not what its sources say.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { root } from './build/paths.mjs';
import { stalePages } from './docs/pages.mjs';

const [option, ...more] = process.argv.slice(2);
if (more.length > 0 || (option !== undefined && option !== '--check')) {
  process.stderr.write('Usage: node scripts/docs.mjs [--check]\n');
  process.exit(2);
}

const stale = await stalePages();
for (const { page, text } of stale) {
  if (option === undefined) writeFileSync(path.join(root, page), text);
  process.stdout.write(`${page}: ${option === undefined ? 'written' : 'out of date'}\n`);
}
if (stale.length === 0) process.stdout.write('Every page is current.\n');
else if (option !== undefined) {
  process.stdout.write('Bring them up to date: npm run docs\n');
  process.exitCode = 1;
}
