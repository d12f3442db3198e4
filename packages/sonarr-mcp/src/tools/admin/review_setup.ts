import * as z from 'zod';
import type { SonarrProvider } from '../../client/provider-document.js';
import type { SonarrProviderTest } from '../../client/provider-tests.js';
import type { SonarrHealthIssue } from '../../client/system.js';
import { defineTool, type SonarrContext } from '../define.js';
import { healthRemedy } from '../health-remedies.js';
import { fetchingRules } from '../setup-review/fetching-rules.js';
import { severities, type Finding } from '../setup-review/finding.js';
import { readSetup, type Setup, type Unread } from '../setup-review/read-setup.js';
import { storingRules } from '../setup-review/storing-rules.js';
import { upkeepRules } from '../setup-review/upkeep-rules.js';
import { told } from './told.js';

const rules = [...fetchingRules, ...storingRules, ...upkeepRules];

/** `sonarr_review_setup`: sixteen GETs at once, never config/host, which holds the API key; two tests where asked for. */
export const reviewSetup = defineTool({
  name: 'sonarr_review_setup',
  title: 'Review setup',
  toolset: 'admin',
  byDefault: false,
  effect: 'read',
  idempotent: true,
  openWorld: true,
  description: "Reviews Sonarr's settings: what is misconfigured, why it matters, what to do.",
  input: z.strictObject({
    test: z.boolean().optional().describe('Also test indexers and clients.'),
  }),
  output: z.strictObject({
    wellSetUp: z.boolean().describe('No error and no warning, and nothing unread.'),
    version: z.string().optional(),
    findings: z
      .array(
        z.strictObject({
          severity: z.enum(severities).describe('error: does not work. warning: will hurt. advice: worth a thought.'),
          what: z.string().describe('Names in it are of strangers.'),
          why: z.string().optional(),
          fix: z.string().optional(),
        }),
      )
      .optional()
      .describe('Worst first.'),
    unread: z
      .array(z.strictObject({ part: z.string(), reason: z.string() }))
      .optional()
      .describe('Could not be read, and is therefore not judged.'),
  }),
  examples: [
    { ask: 'Is everything set up right?', arguments: {} },
    { ask: 'Check my whole Sonarr, indexers and download clients too', arguments: { test: true } },
  ],
  run: async ({ test }, context) => {
    const [{ setup, unread }, tested] = await Promise.all([
      readSetup(context),
      test === true ? testProviders(context) : { tests: [], unread: [] },
    ]);
    const own = [...rules.flatMap((rule) => rule(setup)), ...testFindings(tested.tests, setup, context)];
    const covered = new Set(own.map(({ covers }) => covers));
    const sonarrs = (setup.health ?? [])
      .filter(({ type, source }) => type !== 'ok' && !(source !== undefined && covered.has(source)))
      .map((issue) => healthFinding(issue, context));
    const findings = [...sonarrs, ...own].sort(
      (left, right) => severities.indexOf(left.severity) - severities.indexOf(right.severity),
    );
    const missing = [...unread, ...tested.unread];
    return {
      wellSetUp: missing.length === 0 && findings.every(({ severity }) => severity === 'advice'),
      version: setup.status?.version,
      findings: findings.map(({ severity, what, why, fix }) => ({ severity, what, why, fix })),
      unread: missing,
    };
  },
});

/** What Sonarr noticed by itself, in the form of the others. */
function healthFinding(
  issue: SonarrHealthIssue,
  context: SonarrContext,
): Omit<Finding, 'why' | 'fix'> & { readonly why?: string; readonly fix?: string | undefined } {
  const severity = issue.type === 'error' || issue.type === 'warning' ? issue.type : 'advice';
  return { severity, what: told(issue.message, context), fix: healthRemedy(issue) ?? issue.wikiUrl };
}

interface Tested {
  readonly kind: 'indexers' | 'downloadClients';
  readonly results: readonly SonarrProviderTest[];
}

/** Tests what can be tested; what cannot is told, and the review goes on without it. */
async function testProviders({ client, signal }: SonarrContext): Promise<{ tests: Tested[]; unread: Unread[] }> {
  const kinds = ['indexers', 'downloadClients'] as const;
  const settled = await Promise.allSettled(kinds.map((kind) => client[kind].testAll({ signal })));
  signal.throwIfAborted();
  const tests: Tested[] = [];
  const unread: Unread[] = [];
  for (const [index, kind] of kinds.entries()) {
    const result = settled[index];
    if (result?.status === 'fulfilled') tests.push({ kind, results: result.value });
    else
      unread.push({ part: `test of ${kind === 'indexers' ? 'indexers' : 'download clients'}`, reason: 'It failed.' });
  }
  return { tests, unread };
}

function testFindings(tests: readonly Tested[], setup: Setup, context: SonarrContext): Finding[] {
  return tests.flatMap(({ kind, results }) => {
    const providers: readonly SonarrProvider[] = setup[kind] ?? [];
    const page = kind === 'indexers' ? 'Settings > Indexers' : 'Settings > Download Clients';
    return results
      .filter(({ works }) => !works)
      .map(({ id, problems }): Finding => {
        const name = providers.find((each) => each.id === id)?.name ?? `number ${id}`;
        return {
          severity: 'error',
          what: `${name} does not work: ${told(problems[0]?.message ?? 'it gives no reason', context)}`,
          why: kind === 'indexers' ? 'Nothing is found there.' : 'Nothing can be downloaded with it.',
          fix: `Correct it or switch it off under ${page}.`,
          covers: kind === 'indexers' ? 'IndexerStatusCheck' : 'DownloadClientStatusCheck',
        };
      });
  });
}
