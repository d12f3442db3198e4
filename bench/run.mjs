/**
 * Prints the figures the servers are held to, each as a ratio to a baseline measured in the same run, or as a count:
 * `npm run bench [-- cold-start round-trip …]`. A missed target is printed, not hidden; the exit code is 0 either way.
 */
import process from 'node:process';
import { coldStart } from './measures/cold-start.mjs';
import { httpMemory } from './measures/http-memory.mjs';
import { httpThroughput } from './measures/http-throughput.mjs';
import { install } from './measures/install.mjs';
import { largeHousehold } from './measures/large-household.mjs';
import { roundTrip } from './measures/round-trip.mjs';
import { tokenBudgets } from './measures/tokens.mjs';

const measures = {
  'cold-start': coldStart,
  'round-trip': roundTrip,
  http: httpThroughput,
  'http-memory': httpMemory,
  memory: largeHousehold,
  tokens: tokenBudgets,
  install,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(measures, name));
if (unknown.length > 0) {
  process.stderr.write(`There is no measure ${unknown.join(', ')}; there are ${Object.keys(measures).join(', ')}.\n`);
  process.exit(2);
}

/** @type {{ what: string, value: string, target: string, met: boolean, detail: string }[]} */
const rows = [];
for (const [name, measure] of Object.entries(measures)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  process.stderr.write(`measuring ${name} ...\n`);
  rows.push(...(await measure()));
}

const columns = /** @type {const} */ (['what', 'value', 'target']);
const widths = columns.map((column) => Math.max(column.length, ...rows.map((row) => row[column].length)));
const line = (/** @type {readonly string[]} */ cells) =>
  cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  ');
process.stdout.write(`${line(columns)}  met  how\n`);
for (const row of rows) {
  process.stdout.write(`${line(columns.map((column) => row[column]))}  ${row.met ? 'yes' : 'NO '}  ${row.detail}\n`);
}
