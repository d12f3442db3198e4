import type { Call, Route } from '../../http/index.js';
import type { QualityProfile } from '../../household/index.js';
import type { Context } from '../context.js';
import { json } from '../json.js';
import { missing } from '../problems.js';

function profileDocument(context: Context, profile: QualityProfile): object {
  return {
    name: profile.name,
    upgradeAllowed: profile.upgradeAllowed,
    cutoff: profile.cutoff.id,
    items: context.state.household.sonarr.qualities.map((quality) => ({
      quality: { ...quality },
      items: [],
      allowed: profile.allowed.some((one) => one.id === quality.id),
    })),
    minFormatScore: profile.minFormatScore,
    cutoffFormatScore: profile.cutoffFormatScore,
    minUpgradeFormatScore: profile.minUpgradeFormatScore,
    formatItems: context.state.household.sonarr.customFormats.map(({ id: format, name }) => ({
      format,
      name,
      score: profile.formatScores[format] ?? 0,
    })),
    id: profile.id,
  };
}

function rootFolderDocument(context: Context, folder: { readonly id: number; readonly path: string }): object {
  const facts = context.state.household.sonarr.rootFolders.find((one) => one.path === folder.path);
  const taken = new Set([...context.state.series.values()].map(({ path }) => path));
  return {
    path: folder.path,
    accessible: facts !== undefined,
    freeSpace: facts?.freeSpace,
    unmappedFolders: (facts?.unmappedFolders ?? [])
      .filter((name) => !taken.has(`${folder.path}/${name}`))
      .map((name) => ({ name, path: `${folder.path}/${name}`, relativePath: name })),
    id: folder.id,
  };
}

/** The routes for what other documents refer to: profiles and root folders. */
export function referenceRoutes(context: Context): Route[] {
  const { state } = context;
  const { profiles } = state.household.sonarr;
  const id = (call: Call): number => Number(call.params['id']);
  return [
    {
      method: 'GET',
      path: '/api/v3/qualityprofile',
      changesState: false,
      handle: () => json(profiles.map((profile) => profileDocument(context, profile))),
    },
    {
      method: 'GET',
      path: '/api/v3/qualityprofile/{id:int}',
      changesState: false,
      handle: (call) => {
        const found = profiles.find((profile) => profile.id === id(call));
        if (found === undefined) throw missing();
        return json(profileDocument(context, found));
      },
    },
    {
      method: 'GET',
      path: '/api/v3/rootfolder',
      changesState: false,
      handle: () => json([...state.rootFolders.values()].map((folder) => rootFolderDocument(context, folder))),
    },
    {
      method: 'GET',
      path: '/api/v3/rootfolder/{id:int}',
      changesState: false,
      handle: (call) => {
        const found = state.rootFolders.get(id(call));
        if (found === undefined) throw missing();
        return json(rootFolderDocument(context, found));
      },
    },
  ];
}
