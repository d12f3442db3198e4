import { InvalidInputError, UnexpectedResponseError } from '@watchstack/core';
import { asksAbove, batchOutcome, batchRowOutput, resolveItem, runBatch, writeAnswer } from '@watchstack/core/server';
import * as z from 'zod';
import { sonarrSeriesTypes } from '../../client/series-add.js';
import type { SonarrSeriesRow } from '../../client/series-document.js';
import type { SonarrSeriesEdit } from '../../client/series-edit.js';
import { defineTool, type SonarrContext } from '../define.js';
import { findProfile, findRootFolder, findTag } from '../reference-data.js';
import { differs, undoOf } from '../series-changes.js';
import { havingInput, liesWithin, seriesHaving } from '../series-filter.js';
import {
  describeSeries,
  findSeries,
  readLibrary,
  seriesListInput,
  seriesRef,
  seriesWords,
  titleWithYear,
} from '../series.js';

const name = z.string().max(99);

const input = z.strictObject({
  items: seriesListInput.optional(),
  having: havingInput.optional().describe('As in sonarr_list_series.'),
  monitored: z.boolean().optional().describe('At all.'),
  profile: name.optional().describe('Quality.'),
  rootFolder: name.optional().describe('New.'),
  moveFiles: z.boolean().optional().describe('false: already there.'),
  tags: z.array(name).max(20).optional().describe('add makes new ones.'),
  applyTags: z.enum(['add', 'remove', 'replace']).optional().describe('Default add.'),
  seriesType: z.enum(sonarrSeriesTypes).optional().describe('Kind.'),
  monitorNewSeasons: z.boolean().optional().describe('Later.'),
});

type Arguments = z.output<typeof input>;

/** `sonarr_update_series`: one PUT series/editor for all that differ; POST tag for tags that are new. */
export const updateSeries = defineTool({
  name: 'sonarr_update_series',
  title: 'Update series',
  toolset: 'library',
  byDefault: true,
  effect: 'write',
  idempotent: true,
  openWorld: false,
  description: 'Changes settings of series in Sonarr. Episodes: sonarr_set_monitoring.',
  input,
  output: writeAnswer({
    changed: z.int().describe('How many series.'),
    unchanged: z.int().describe('How many were so already.'),
    items: z.array(batchRowOutput({ ref: z.string(), title: z.string(), year: z.int().optional() })),
    tagsMade: z.array(z.string()),
    moving: z.boolean().describe('Sonarr moves the files now.'),
  }),
  rows: 'items',
  examples: [
    { ask: 'Everything on profile "Any" to HD-1080p', arguments: { having: ['Any'], profile: 'HD-1080p' } },
    { ask: 'Put the German shows under the tag "deutsch"', arguments: { having: ['German'], tags: ['deutsch'] } },
    { ask: 'Pause Severance', arguments: { items: ['Severance'], monitored: false } },
  ],
  preview: async (args, context) => {
    checkArguments(args);
    if (args.items !== undefined && args.items.length <= asksAbove) return undefined;
    const { edit, missingTags, words } = await readEdit(args, context);
    const { chosen } = await choose(args, context);
    const changing = eachOnce(chosen).filter((series) => missingTags.length > 0 || differs(series, edit));
    const titles = changing.map(titleWithYear);
    const more = titles.length > 20 ? ` and ${titles.length - 20} more` : '';
    return {
      summary: `Changes ${titles.length} series (${titles.slice(0, 20).join(', ')}${more}): ${words.join('; ')}.`,
      target: changing.map(seriesRef).join(', '),
      changes: titles.length,
      details: { series: titles.slice(0, 200), to: words },
    };
  },
  run: async (args, context) => {
    checkArguments(args);
    const { client, signal } = context;
    const known = await readEdit(args, context);
    const { chosen, failed } = await choose(args, context);
    const touches = (series: SonarrSeriesRow) => known.missingTags.length > 0 || differs(series, known.edit);
    const changing = eachOnce(chosen).filter(touches);
    const tagsMade = changing.length === 0 ? [] : await makeTags(known.missingTags, context);
    const edit = withTags(known.edit, tagsMade);
    const ids = changing.map(({ id }) => id);
    if (ids.length > 0) await client.series.edit(ids, edit, { signal });
    const tags = args.tags === undefined ? [] : await client.tags.list({ signal }).catch(() => []);
    const label = (id: number) => tags.find((tag) => tag.id === id)?.label ?? String(id);
    const undo = changing.length > 100 ? undefined : undoOf(changing, edit, label);
    const done = chosen.map(({ item, series }) => ({
      item: item.slice(0, 200),
      outcome: ids.includes(series.id) ? ('done' as const) : ('already' as const),
      ref: seriesRef(series),
      title: series.title,
      year: series.year,
    }));
    const root = edit.rootFolderPath;
    const moved = root !== undefined && changing.some(({ path }) => !liesWithin(path, root));
    return {
      outcome: batchOutcome(done),
      target: changing.length === 0 ? 'your Sonarr library' : changing.map(titleWithYear).join(', ').slice(0, 300),
      changed: changing.length,
      unchanged: done.length - done.filter(({ outcome }) => outcome === 'done').length,
      // Who names series wants to hear of each; of all that have something in common, those that changed are enough.
      items: [...(args.items === undefined ? done.filter(({ outcome }) => outcome === 'done') : done), ...failed],
      tagsMade: tagsMade.map((tag) => tag.label),
      moving: moved && edit.moveFiles === true ? true : undefined,
      undo:
        undo === undefined
          ? undefined
          : { tool: 'sonarr_update_series', arguments: { items: changing.map(seriesRef), ...undo } },
      note: noteOf({ moved, moveFiles: edit.moveFiles ?? false, alike: undo !== undefined || changing.length === 0 }),
    };
  },
});

function noteOf(happened: { readonly moved: boolean; readonly moveFiles: boolean; readonly alike: boolean }) {
  const sentences = [
    ...(happened.moved
      ? [
          happened.moveFiles
            ? 'Files are moved in the background.'
            : 'Sonarr looks there from now on; no file was moved.',
        ]
      : []),
    ...(happened.alike ? [] : ['They were not all alike before, so no single call puts that back.']),
  ];
  return sentences.length === 0 ? undefined : sentences.join(' ');
}

/** @throws InvalidInputError when the arguments do not say which series, or not what to change */
function checkArguments({ items, having, moveFiles: _move, applyTags, ...changes }: Arguments): void {
  if ((items === undefined) === (having === undefined || having.length === 0)) {
    throw new InvalidInputError('Which series are meant was not said, or in two ways.', {
      target: 'items',
      hint: 'Give either items or having.',
      changed: 'no',
    });
  }
  const emptied = changes.tags?.length === 0 && applyTags !== 'replace';
  if (Object.values(changes).every((value) => value === undefined) || emptied) {
    throw new InvalidInputError('What to change was not said.', {
      target: 'sonarr_update_series',
      hint: 'Give monitored, profile, rootFolder, tags, seriesType or monitorNewSeasons.',
      changed: 'no',
    });
  }
}

/** Who says where series belong wants their files there; only files that were moved by hand are not to be looked for. */
function movesFiles({ moveFiles }: Arguments): boolean {
  return moveFiles ?? true;
}

/** What a call asks for, in Sonarr's terms and in words; tags that there are not yet stand apart. */
async function readEdit(args: Arguments, context: SonarrContext) {
  const [profile, rootFolder] = await Promise.all([
    args.profile === undefined ? undefined : findProfile(args.profile, context),
    args.rootFolder === undefined ? undefined : findRootFolder(args.rootFolder, context),
  ]);
  const { tags, missing } = await readTags(args, context);
  const edit: SonarrSeriesEdit = {
    monitored: args.monitored,
    monitorNewItems: args.monitorNewSeasons === undefined ? undefined : args.monitorNewSeasons ? 'all' : 'none',
    qualityProfileId: profile?.id,
    seriesType: args.seriesType,
    rootFolderPath: rootFolder?.path,
    moveFiles: rootFolder === undefined ? undefined : movesFiles(args),
    tags: args.tags === undefined ? undefined : tags,
    applyTags: args.tags === undefined ? undefined : args.applyTags,
  };
  const words = [
    ...(args.monitored === undefined ? [] : [args.monitored ? 'monitored' : 'no longer monitored']),
    ...(profile === undefined ? [] : [`quality profile ${profile.name}`]),
    ...(rootFolder === undefined
      ? []
      : [`root folder ${rootFolder.path}, ${movesFiles(args) ? 'with their files' : 'files stay where they are'}`]),
    ...(args.tags === undefined ? [] : [`${args.applyTags ?? 'add'} tags ${args.tags.join(', ') || '(none)'}`]),
    ...(args.seriesType === undefined ? [] : [`type ${args.seriesType}`]),
    ...(args.monitorNewSeasons === undefined
      ? []
      : [args.monitorNewSeasons ? 'new seasons monitored' : 'new seasons not monitored']),
  ];
  return { edit, missingTags: missing, words };
}

/** Tags that are to be taken away must be there; any other may be new, and is then meant to the letter. */
async function readTags(args: Arguments, context: SonarrContext): Promise<{ tags: number[]; missing: string[] }> {
  const named = args.tags ?? [];
  if (args.applyTags === 'remove') {
    const tags = await Promise.all(named.map((tag) => findTag(tag, context)));
    return { tags: tags.map(({ id }) => id), missing: [] };
  }
  const all = named.length === 0 ? [] : await context.client.tags.list({ signal: context.signal });
  const found = named.map((tag) => {
    const label = tag.trim().toLowerCase();
    return { label, id: all.find((each) => each.label.toLowerCase() === label || String(each.id) === label)?.id };
  });
  return {
    tags: found.flatMap(({ id }) => (id === undefined ? [] : [id])),
    missing: [...new Set(found.flatMap(({ id, label }) => (id === undefined ? [label] : [])))],
  };
}

interface MadeTag {
  readonly id: number;
  readonly label: string;
}

async function makeTags(labels: readonly string[], { client, signal }: SonarrContext): Promise<MadeTag[]> {
  const made: MadeTag[] = [];
  for (const label of labels) {
    const tag =
      (await client.tags.create(label, { signal })) ??
      (await client.tags.list({ signal })).find((each) => each.label === label);
    if (tag === undefined) {
      throw new UnexpectedResponseError('Sonarr made a tag and did not say which.', {
        target: `tag ${label}`,
        hint: 'Call again; the series were not changed.',
        changed: 'yes',
      });
    }
    made.push({ id: tag.id, label });
  }
  return made;
}

function withTags(edit: SonarrSeriesEdit, made: readonly MadeTag[]): SonarrSeriesEdit {
  return made.length === 0 ? edit : { ...edit, tags: [...(edit.tags ?? []), ...made.map(({ id }) => id)] };
}

/** What was named twice is one series all the same. */
function eachOnce(chosen: readonly { readonly series: SonarrSeriesRow }[]): SonarrSeriesRow[] {
  return [...new Map(chosen.map(({ series }) => [series.id, series])).values()];
}

/** The series that a call means, and a row for each item that means none or several. */
async function choose(args: Arguments, context: SonarrContext) {
  if (args.items === undefined) {
    const library = await readLibrary(context);
    const has = await seriesHaving(args.having ?? [], library, context);
    const chosen = library.filter(has).map((series) => ({ item: titleWithYear(series), series }));
    return { chosen, failed: [] };
  }
  const chosen: { readonly item: string; readonly series: SonarrSeriesRow }[] = [];
  const [only, ...others] = args.items;
  const library = others.length > 0 ? await readLibrary(context) : undefined;
  const rows = await runBatch(
    args.items,
    async (item) => {
      const series =
        library === undefined
          ? await findSeries(only ?? item, context)
          : resolveItem(item, library, describeSeries, seriesWords);
      chosen.push({ item, series });
      return { outcome: 'already' as const };
    },
    { signal: context.signal },
  );
  return {
    chosen,
    failed: rows.flatMap((row) => (row.outcome === 'already' ? [] : [row])),
  };
}
