import * as z from 'zod';
import type { SonarrQualityProfile } from '../../client/profiles.js';
import { defineTool } from '../define.js';
import { folderOf } from '../disks.js';
import { readLibrary } from '../series.js';

/** `sonarr_get_quality_profiles`: GET qualityprofile, rootfolder and tag, with how many series of GET series have each. */
export const getQualityProfiles = defineTool({
  name: 'sonarr_get_quality_profiles',
  title: 'Get quality profiles',
  toolset: 'library',
  byDefault: true,
  essential: true,
  effect: 'read',
  idempotent: true,
  openWorld: false,
  description: 'Lists the quality profiles, root folders and tags to choose from when adding, and what is usual.',
  input: z.strictObject({}),
  output: z.strictObject({
    profiles: z
      .array(
        z.strictObject({
          id: z.int(),
          name: z.string(),
          series: z.int().describe('How many have it.'),
          usual: z.literal(true).optional(),
          allowed: z.array(z.string()).optional().describe('The worst first.'),
          upgradesUntil: z.string().optional().describe('Absent where nothing is upgraded.'),
          upgradesUntilScore: z.number().optional(),
          minScore: z.number().optional(),
          scores: z.record(z.string(), z.number()).optional().describe('Points of custom formats.'),
        }),
      )
      .optional(),
    rootFolders: z
      .array(
        z.strictObject({
          path: z.string(),
          series: z.int(),
          usual: z.literal(true).optional(),
          freeBytes: z.int().optional(),
          unavailable: z.literal(true).optional(),
        }),
      )
      .optional(),
    tags: z.array(z.strictObject({ label: z.string(), series: z.int() })).optional(),
  }),
  relatedWrite: 'sonarr_add_series',
  examples: [{ ask: 'Which quality profiles do I have?', arguments: {} }],
  run: async (_args, context) => {
    const { client, signal } = context;
    const [profiles, folders, tags, library] = await Promise.all([
      client.profiles.quality({ signal }),
      client.rootFolders.list({ signal }),
      client.tags.list({ signal }),
      readLibrary(context),
    ]);
    const ofProfile = (id: number) => library.filter((series) => series.qualityProfileId === id).length;
    const ofFolder = (path: string) => library.filter((series) => folderOf(series, folders)?.path === path).length;
    const most = (counts: readonly number[]) => Math.max(1, ...counts);
    const mostOfProfile = most(profiles.map(({ id }) => ofProfile(id)));
    const mostOfFolder = most(folders.map(({ path }) => ofFolder(path)));
    return {
      profiles: profiles.map((profile) => ({
        ...profileFacts(profile),
        series: ofProfile(profile.id),
        usual: ofProfile(profile.id) === mostOfProfile ? (true as const) : undefined,
      })),
      rootFolders: folders.map(({ path, freeSpace, accessible }) => ({
        path,
        series: ofFolder(path),
        usual: ofFolder(path) === mostOfFolder ? (true as const) : undefined,
        freeBytes: freeSpace,
        unavailable: accessible === false ? (true as const) : undefined,
      })),
      tags: tags.map(({ id, label }) => ({ label, series: library.filter((each) => each.tags.includes(id)).length })),
    };
  },
});

function profileFacts(profile: SonarrQualityProfile) {
  const { id, name, items, upgradeAllowed, minFormatScore, cutoffFormatScore } = profile;
  const scores = profile.formatItems.flatMap(({ name: format, score }) =>
    format === undefined || score === 0 ? [] : [[format, score] as const],
  );
  return {
    id,
    name,
    allowed: items.flatMap((item) => (item.allowed ? [item.name ?? item.quality?.name ?? ''] : [])).filter(Boolean),
    upgradesUntil: upgradeAllowed === true ? cutoffName(profile) : undefined,
    upgradesUntilScore: upgradeAllowed === true && scores.length > 0 ? cutoffFormatScore : undefined,
    minScore: minFormatScore === 0 ? undefined : minFormatScore,
    scores: scores.length === 0 ? undefined : Object.fromEntries(scores),
  };
}

/** What the quality or group is called at which a profile stops upgrading. */
export function cutoffName({ cutoff, items }: SonarrQualityProfile): string | undefined {
  const item = items.find((each) => (each.quality?.id ?? each.id) === cutoff);
  return item?.name ?? item?.quality?.name;
}
