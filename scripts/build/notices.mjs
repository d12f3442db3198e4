/** The licence notices of the npm packages that are inside a bundle. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { manifestOf } from './paths.mjs';

/** Licences that allow shipping the code inside an MIT package, given that their notices go along. */
const allowed = new Set(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD', 'BlueOak-1.0.0']);

/**
 * The folder of the npm package that a file belongs to, or undefined for our own files.
 * @param {string} file absolute
 */
function npmPackageOf(file) {
  const parts = file.split(path.sep);
  const last = parts.lastIndexOf('node_modules');
  if (last < 0) return undefined;
  const depth = parts[last + 1]?.startsWith('@') ? 3 : 2;
  const folder = parts.slice(0, last + depth).join(path.sep);
  return existsSync(path.join(folder, 'package.json')) ? folder : undefined;
}

/** The text of the licence file in a package's folder, if it ships one. @param {string} folder */
function licenceText(folder) {
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)(\.(md|txt))?$/i.test(name));
  return file === undefined ? undefined : readFileSync(path.join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim();
}

/**
 * A licence's text in two: who holds the rights, and what is allowed. The second is the same for most packages.
 * @param {string} text
 */
function partsOf(text) {
  const lines = text.split('\n');
  const isHolder = (/** @type {string} */ line) => /^\W*(copyright\b|\(c\))/i.test(line);
  return {
    holders: lines.filter(isHolder).map((line) => line.trim()),
    terms: lines
      .filter((line) => !isHolder(line))
      .join('\n')
      .trim(),
  };
}

/**
 * The content of THIRD_PARTY_LICENSES.txt: each licence once, under the packages that are under it and their holders.
 * @param {readonly string[]} inputs every file of the bundles, absolute
 * @returns {string}
 * @throws {Error} when a bundled package has a licence that nobody has looked at yet
 */
export function notices(inputs) {
  const folders = new Set(inputs.map(npmPackageOf).filter((folder) => folder !== undefined));
  /** @type {Map<string, { terms: string, packages: Set<string> }>} */
  const licences = new Map();
  for (const folder of folders) {
    const { name, version, license, homepage, repository } = manifestOf(folder);
    if (license === undefined || !allowed.has(license)) {
      throw new Error(
        `${name} ${version} would be bundled under the licence ${license ?? 'none'}, which is not allowed.`,
      );
    }
    const home = homepage ?? (typeof repository === 'string' ? repository : repository?.url) ?? '';
    const text = licenceText(folder) ?? `Licensed under ${license}; the package ships no licence file.`;
    const { holders, terms } = partsOf(text);
    const key = terms.replace(/\s+/g, ' ').toLowerCase();
    const licence = licences.get(key) ?? { terms, packages: new Set() };
    licence.packages.add(
      [`${name} ${version} (${license})`, home, ...holders].filter((line) => line !== '').join('\n'),
    );
    licences.set(key, licence);
  }
  const intro = 'This package contains code of the following npm packages, under their own licences.';
  const rule = `\n\n${'-'.repeat(80)}\n\n`;
  const sections = [...licences.values()]
    .map(({ terms, packages }) => [...[...packages].sort(), terms].join('\n\n'))
    .sort();
  return `${[intro, ...sections].join(rule)}\n`;
}
