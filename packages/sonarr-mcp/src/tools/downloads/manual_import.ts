import { batchRowOutput, writeAnswer } from '@watchstack/core/server';
import * as z from 'zod';
import type { SonarrEpisode } from '../../client/episode-document.js';
import { defineTool, type SonarrContext } from '../define.js';
import { followCommand, type FollowedCommand } from '../follow-command.js';
import { codesOf, importFrom, problemWords } from './import-candidates.js';
import { planImport, type ImportPlan, type PlannedImport } from './import-plan.js';

/** Whoever imports by hand has had a failure already, and wants to know what came of it now. */
const waitSeconds = 20;

/** How many episodes one request asks for: more would not fit into an address everywhere. */
const episodesAtOnce = 100;

/** `sonarr_manual_import`: GET manualimport, POST manualimport for what was corrected, then the command ManualImport. */
export const manualImport = defineTool({
  name: 'sonarr_manual_import',
  title: 'Manual import',
  toolset: 'downloads',
  byDefault: true,
  effect: 'destructive',
  idempotent: false,
  openWorld: false,
  description:
    'Imports files of a stuck download or folder, in place of what their episodes have. A person is asked first.',
  input: z.strictObject({
    from: importFrom.describe('downloadId, folder, or series (S01E02).'),
    files: z.array(z.string().max(1000)).max(200).optional().describe('Unless all ready.'),
    as: z
      .array(z.string().max(250))
      .max(200)
      .optional()
      .describe('What they are, for all or each: Title S01E02, S01E02-E03.'),
    quality: z.string().max(50).optional().describe('As WEBDL-1080p.'),
    languages: z.string().max(99).optional().describe('As German, English.'),
    mode: z.enum(['auto', 'move', 'copy']).default('auto').describe('auto copies torrents.'),
  }),
  output: writeAnswer({
    items: z.array(
      batchRowOutput({
        series: z.string(),
        ref: z.string(),
        episodes: z.string(),
        quality: z.string(),
        sizeBytes: z.int(),
      }),
    ),
    imported: z.int().describe('Files that are in the library now; told once Sonarr is done.'),
    commandId: z.int(),
    says: z.string(),
  }),
  rows: 'items',
  examples: [
    { ask: 'Just import what is stuck there', arguments: { from: 'SABnzbd_nzo_x1y2z3' } },
    {
      ask: 'That file is the finale of 4 Blocks',
      arguments: {
        from: '/downloads/by-hand',
        files: ['4 Blocks - das Finale.mkv'],
        as: ['4 Blocks S03E06'],
      },
    },
  ],
  preview: async (args, context) => {
    const plan = await planImport(args, context);
    const { imports, failures, leftOut } = plan;
    const bytes = imports.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    const replaced = imports.flatMap((each) => {
      const codes = codesOf(each.episodes.filter(({ hasFile }) => hasFile));
      return codes === '' ? [] : [`${each.series.title} ${codes}`];
    });
    const doubted = imports.filter(({ rejections }) => rejections.length > 0);
    const sentences = [
      `Imports ${files(imports.length)} (${(bytes / 1e9).toFixed(1)} GB): ${listed(imports.map(wordsOf))}.`,
      ...(replaced.length > 0 ? [`Replaces the files of ${listed(replaced)}.`] : []),
      ...doubted.map((each) => `Sonarr on ${wordsOf(each)}: ${problemWords(each.rejections).join(' ')}`),
      ...failures.map(({ item, message }) => `Not imported: ${item}: ${message}`),
      ...(leftOut.length > 0
        ? [`Leaves ${files(leftOut.length)} where ${leftOut.length === 1 ? 'it is' : 'they are'}.`]
        : []),
    ];
    return {
      summary: sentences.slice(0, 12).join(' '),
      target: imports.map(targetOf).join(', ').slice(0, 1000),
      changes: imports.length,
      details: {
        files: imports.map((each) => ({ file: each.name, as: wordsOf(each), sizeBytes: each.sizeBytes })),
        bytes,
        replaces: replaced,
        mode: args.mode,
      },
    };
  },
  run: async (args, context) => {
    const { client, signal } = context;
    const plan = await planImport(args, context);
    const begun = await client.commands.start(
      { name: 'ManualImport', files: plan.imports.map(({ request }) => request), importMode: args.mode },
      { signal },
    );
    const followed = await followCommand(begun, waitSeconds, context);
    const target = plan.imports.map(wordsOf).join(', ');
    const after = followed.outcome === 'done' ? await filesNow(plan.imports, context) : undefined;
    return {
      target: target.slice(0, 1000),
      commandId: followed.commandId,
      says: followed.says,
      ...(after === undefined ? pending(plan, followed) : settled(plan, after, followed)),
    };
  },
});

function files(count: number): string {
  return count === 1 ? '1 file' : `${count} files`;
}

function listed(names: readonly string[]): string {
  return `${names.slice(0, 20).join(', ')}${names.length > 20 ? ` and ${names.length - 20} more` : ''}`;
}

/** `Babylon Berlin S05E04`. */
function wordsOf({ series, episodes }: PlannedImport): string {
  return `${series.title} ${codesOf(episodes)}`;
}

function refOf({ series }: PlannedImport): string | undefined {
  return series.tvdbId === undefined ? undefined : `tvdb:${series.tvdbId}`;
}

function targetOf(each: PlannedImport): string {
  return `${refOf(each) ?? each.series.title} ${codesOf(each.episodes)}`;
}

/** The file that each episode has now, by the episode's id. Sonarr has done its work: undefined when it cannot be asked. */
async function filesNow(
  imports: readonly PlannedImport[],
  { client, signal }: SonarrContext,
): Promise<ReadonlyMap<number, number | undefined> | undefined> {
  const ids = [...new Set(imports.flatMap(({ episodes }) => episodes.map(({ id }) => id)))];
  try {
    const found: SonarrEpisode[] = [];
    for (let at = 0; at < ids.length; at += episodesAtOnce) {
      found.push(...(await client.episodes.listById(ids.slice(at, at + episodesAtOnce), {}, { signal })));
    }
    return new Map(found.map(({ id, episodeFileId }) => [id, episodeFileId]));
  } catch {
    return undefined;
  }
}

function failureRows({ failures }: ImportPlan) {
  return failures.map(({ error: _error, ...row }) => row);
}

/** Sonarr has the work, and nobody knows yet what comes of it. */
function pending(plan: ImportPlan, followed: FollowedCommand) {
  return {
    outcome: followed.outcome,
    items: failureRows(plan),
    note:
      followed.outcome === 'running'
        ? 'Sonarr is at it. What is still there afterwards (sonarr_get_manual_import) was not imported.'
        : 'Sonarr is done, and could not be asked what is in the library now: sonarr_get_manual_import shows what is still there.',
  };
}

/** Sonarr calls its work completed whatever came of it: a file is imported where all its episodes have another file than before. */
function settled(plan: ImportPlan, after: ReadonlyMap<number, number | undefined>, followed: FollowedCommand) {
  const rows = plan.imports.map((each) => {
    const imported = each.episodes.every(({ id, episodeFileId }) => {
      const now = after.get(id);
      return now !== undefined && now !== episodeFileId;
    });
    return {
      item: each.name.slice(0, 200),
      outcome: imported ? ('done' as const) : ('failed' as const),
      message: imported ? undefined : 'Sonarr did not take it; its log says why (sonarr_get_logs).',
      series: each.series.title,
      ref: refOf(each),
      episodes: codesOf(each.episodes),
      quality: each.quality,
      sizeBytes: each.sizeBytes,
    };
  });
  const imported = rows.filter(({ outcome }) => outcome === 'done').length;
  return {
    outcome: imported > 0 ? ('done' as const) : ('unchanged' as const),
    items: [...rows, ...failureRows(plan)],
    imported,
    note:
      followed.ended === undefined
        ? imported === 0
          ? 'Sonarr is done and imported nothing.'
          : undefined
        : `Sonarr's work ended early (${followed.ended}).`,
  };
}
