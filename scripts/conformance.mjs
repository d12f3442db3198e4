/**
 * Holds the servers to the protocol with its public conformance suite: `npm run conformance [-- 2026-07-28 …]`.
 *
 * Each built server runs on its demo household over HTTP. What calls tools, prompts and resources by names of the suite's own is
 * listed in conformance/expected and runs against a fixture server on the same transports. The sign-in of each server runs
 * through what the suite has for authorization servers. The exit code is 1 when anything fails that is not listed, and when
 * anything listed passes.
 */
import process from 'node:process';
import { servers } from './build/paths.mjs';
import { signIn } from './conformance/sign-in.mjs';
import { startFixture, startServer, startWithSignIn } from './conformance/subjects.mjs';
import { installSuite, notScored, runAuthorization, runRequirements } from './conformance/suite.mjs';
import { failures, passed, table, wordFor } from './conformance/verdicts.mjs';

/** @typedef {import('./conformance/subjects.mjs').Subject} Subject */
/** @typedef {import('./conformance/subjects.mjs').SignInSubject} SignInSubject */
/** @typedef {import('./conformance/suite.mjs').Run} Run */

/** The revisions of the protocol, and what the fixture server is excused from in each. */
const revisions = { '2025-11-25': 'sessions', '2026-07-28': undefined };
const fixture = 'fixture';

/** Prints one line. @param {string} [line] */
function say(line = '') {
  process.stdout.write(`${line}\n`);
}

/** Tells the person who waits what is going on. @param {string} line */
function tell(line) {
  process.stderr.write(`${line} ...\n`);
}

/**
 * Runs a revision's scenarios for servers against all.
 * @param {string} revision
 * @param {ReadonlyMap<string, Subject>} subjects
 * @param {string | undefined} exception what the fixture server is excused from
 * @returns {Promise<Map<string, Run>>} by server
 */
async function holdServers(revision, subjects, exception) {
  const runs = new Map();
  for (const [name, { url }] of subjects) {
    tell(`${revision}: ${name}`);
    runs.set(name, await runRequirements(url, revision, name === fixture ? exception : revision));
  }
  return runs;
}

/**
 * Runs a revision's scenarios for authorization servers against the sign-in of each server.
 * @param {string} revision
 * @param {ReadonlyMap<string, SignInSubject>} subjects
 * @returns {Promise<Map<string, Run>>} by server
 */
async function holdSignIns(revision, subjects) {
  const runs = new Map();
  for (const [name, subject] of subjects) {
    tell(`${revision}: sign-in of ${name}`);
    runs.set(name, await runAuthorization(subject, revision, (address) => signIn(address, subject.password)));
  }
  return runs;
}

/**
 * What a run says of a scenario, in a cell of the table.
 * @param {string} name of the server
 * @param {Run | undefined} run
 * @param {string} scenario
 * @param {boolean} counts whether it counts for the suite
 */
function cell(name, run, scenario, counts) {
  if (run === undefined) return '-';
  const checks = run.scenarios.get(scenario) ?? [];
  const word = wordFor(checks, run.excuses.get(scenario));
  if (word === 'excused') {
    const also = passed(checks);
    return `${name === fixture ? 'sessions' : 'fixture'}${also === 0 ? '' : ` (${also} pass)`}`;
  }
  return counts ? word : { pass: 'pass', FAIL: 'no', STALE: 'no', nothing: '-' }[word];
}

/**
 * The rows for all scenarios of these runs.
 * @param {readonly string[]} columns names of the servers
 * @param {ReadonlyMap<string, Run>} runs
 * @param {ReadonlyMap<string, string>} unscored scenarios that don't count, with the reason
 */
function rowsOf(columns, runs, unscored) {
  const scenarios = [...new Set([...runs.values()].flatMap((run) => [...run.scenarios.keys()]))].sort();
  return scenarios
    .filter((scenario) => unscored.get(scenario) !== 'extension')
    .map((scenario) => {
      const reason = unscored.get(scenario);
      const cells = columns.map((name) => cell(name, runs.get(name), scenario, reason === undefined));
      return [reason === undefined ? scenario : `${scenario} (${reason})`, ...cells];
    });
}

/**
 * Runs all there is for a revision and prints what came of it.
 * @param {string} revision
 * @param {ReadonlyMap<string, Subject>} subjects
 * @param {ReadonlyMap<string, SignInSubject>} signIns
 * @param {string | undefined} exception
 * @returns {Promise<boolean>} whether all is as expected
 */
async function holdTo(revision, subjects, signIns, exception) {
  const unscored = await notScored(revision);
  const runs = await holdServers(revision, subjects, exception);
  const signInRuns = await holdSignIns(revision, signIns);
  const columns = [...subjects.keys()];
  const rows = [...rowsOf(columns, runs, unscored), ...rowsOf(columns, signInRuns, new Map())];
  say(`\nRevision ${revision}`);
  for (const line of table([['scenario', ...columns], ...rows])) say(`  ${line}`);
  const extensions = [...unscored.values()].filter((reason) => reason === 'extension').length;
  if (extensions > 0) say(`  Left out: ${extensions} scenarios of optional extensions.`);

  const bad = rows.flat().some((word) => ['FAIL', 'STALE', 'nothing'].includes(word));
  const discontent = [...runs, ...signInRuns].filter(([, run]) => !run.content || run.scenarios.size === 0);
  for (const [name, run] of discontent) explain(`${name}, ${revision}`, run, unscored);
  return !bad && discontent.length === 0;
}

/**
 * Prints what did not pass and was not expected to fail, and what the suite said in the end.
 * @param {string} heading
 * @param {Run} run
 * @param {ReadonlyMap<string, string>} unscored
 */
function explain(heading, run, unscored) {
  say(`\n${heading}`);
  for (const [scenario, checks] of run.scenarios) {
    if (unscored.has(scenario)) continue;
    for (const { id, errorMessage } of failures(checks)) {
      if (run.excuses.get(scenario)?.has(id) !== true) say(`  ${scenario}: ${id}: ${errorMessage ?? 'failed'}`);
    }
  }
  say(`  The suite says:\n${run.verdict.trim().replaceAll(/^/gm, '    ')}`);
}

const asked = process.argv.slice(2);
const unknown = asked.filter((revision) => !Object.hasOwn(revisions, revision));
if (unknown.length > 0) {
  process.stderr.write(`Unknown: ${unknown.join(', ')}. Revisions: ${Object.keys(revisions).join(', ')}\n`);
  process.exit(2);
}

/** @type {Map<string, Subject>} */
const subjects = new Map();
/** @type {Map<string, SignInSubject>} */
const signIns = new Map();
let good = true;
try {
  await installSuite();
  for (const server of servers) {
    const name = server.replace('-mcp', '');
    subjects.set(name, await startServer(server));
    signIns.set(name, await startWithSignIn(server));
  }
  subjects.set(fixture, await startFixture());
  for (const [revision, exception] of Object.entries(revisions)) {
    if (asked.length > 0 && !asked.includes(revision)) continue;
    good = (await holdTo(revision, subjects, signIns, exception)) && good;
  }
} finally {
  for (const subject of [...subjects.values(), ...signIns.values()]) await subject.end();
}
say(`
fixture: wants names of the suite's own, or what our servers don't offer; the fixture server passes it on the same transports.
sessions: wants sessions, which conformance/expected/sessions.yml gives the reason for not having.
In brackets after a name: runs, and does not count for the suite.
`);
say(good ? 'All scenarios are as they should be.' : 'Some scenarios are not as they should be, see above.');
process.exitCode = good ? 0 : 1;
