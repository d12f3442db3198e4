/** What the suite found, in one word for each scenario and server. */

/** @typedef {{ id: string, status: string, errorMessage?: string }} Check */

/** @typedef {Map<string, Set<string>>} Excuses by scenario, the checks that are expected to fail */

/** @typedef {'pass' | 'excused' | 'FAIL' | 'STALE' | 'nothing'} Word `nothing` when nothing was checked, which is no pass */

/**
 * What a file of expected failures lists. The suite reads any YAML; ours hold one `- scenario:check` in a line.
 * @param {string} text
 * @returns {Excuses}
 * @throws {Error} for an entry that excuses a whole scenario, which would hide everything else it finds
 */
export function excusesIn(text) {
  const excuses = new Map();
  for (const line of text.split('\n')) {
    const entry = /^\s*-\s+(\S+)\s*$/.exec(line)?.[1];
    if (entry === undefined) continue;
    const [scenario = '', check] = entry.split(':');
    if (check === undefined) throw new Error(`'${entry}' excuses a whole scenario: name the checks, one in a line.`);
    excuses.set(scenario, (excuses.get(scenario) ?? new Set()).add(check));
  }
  return excuses;
}

/**
 * The checks that did not pass. As with the suite, a warning counts as a failure.
 * @param {readonly Check[]} checks
 */
export function failures(checks) {
  return checks.filter(({ status }) => status === 'FAILURE' || status === 'WARNING');
}

/**
 * One word for a scenario.
 * @param {readonly Check[] | undefined} checks
 * @param {ReadonlySet<string> | undefined} excused
 * @returns {Word}
 */
export function wordFor(checks, excused) {
  if (checks === undefined) return 'nothing';
  const failed = new Set(failures(checks).map(({ id }) => id));
  if (excused === undefined) return failed.size > 0 ? 'FAIL' : passed(checks) > 0 ? 'pass' : 'nothing';
  if ([...failed].some((id) => !excused.has(id))) return 'FAIL';
  return [...excused].every((id) => failed.has(id)) ? 'excused' : 'STALE';
}

/**
 * How many checks of its own a scenario passed. Whether messages follow the schema is checked in all, and is none of theirs.
 * @param {readonly Check[]} checks
 */
export function passed(checks) {
  return checks.filter(({ id, status }) => status === 'SUCCESS' && id !== 'wire-schema-valid').length;
}

/**
 * Lines of a table, each column as wide as its widest cell.
 * @param {readonly (readonly string[])[]} rows
 * @returns {string[]}
 */
export function table(rows) {
  const widths = (rows[0] ?? []).map((_cell, index) => Math.max(...rows.map((row) => (row[index] ?? '').length)));
  return rows.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
