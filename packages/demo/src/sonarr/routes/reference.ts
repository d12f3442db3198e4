import type { Call, Route } from '../../http/index.js';
import type { QualityProfile } from '../../household/index.js';
import type { Context } from '../context.js';
import { json, nothing } from '../json.js';
import { failure, invalid, missing, noSuchModel, Refusal } from '../problems.js';
import { bodyDocument, textField } from '../query.js';

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
    minFormatScore: 0,
    cutoffFormatScore: 0,
    minUpgradeFormatScore: 1,
    formatItems: [],
    id: profile.id,
  };
}

function rootFolderDocument(context: Context, folder: { readonly id: number; readonly path: string }): object {
  const facts = context.state.household.sonarr.rootFolders.find((one) => one.path === folder.path);
  return {
    path: folder.path,
    accessible: facts !== undefined,
    freeSpace: facts?.freeSpace,
    unmappedFolders: (facts?.unmappedFolders ?? []).map((name) => ({
      name,
      path: `${folder.path}/${name}`,
      relativePath: name,
    })),
    id: folder.id,
  };
}

/** The routes for what other documents refer to: profiles, root folders, tags. */
export function referenceRoutes(context: Context): Route[] {
  const { state } = context;
  const { profiles } = state.household.sonarr;
  const id = (call: Call): number => Number(call.params['id']);
  const tag = (number: number): object => ({ label: state.tags.get(number), id: number });
  const usedBy = (number: number): number[] =>
    [...state.series.values()].filter((series) => series.tags.includes(number)).map((series) => series.id);
  const label = (call: Call): string => {
    const wanted = (textField(bodyDocument(call), 'label') ?? '').toLowerCase();
    if (wanted !== '') return wanted;
    const errorMessage = "'Label' must not be empty.";
    throw invalid({ propertyName: 'Label', errorMessage, attemptedValue: '', errorCode: 'NotEmptyValidator' });
  };
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
    {
      method: 'GET',
      path: '/api/v3/tag',
      changesState: false,
      handle: () => json([...state.tags.keys()].map(tag)),
    },
    {
      method: 'GET',
      path: '/api/v3/tag/detail',
      changesState: false,
      handle: () =>
        json(
          [...state.tags.keys()].map((number) => ({
            label: state.tags.get(number),
            delayProfileIds: [],
            importListIds: [],
            notificationIds: [],
            restrictionIds: [],
            indexerIds: [],
            downloadClientIds: [],
            autoTagIds: [],
            seriesIds: usedBy(number),
            id: number,
          })),
        ),
    },
    {
      method: 'GET',
      path: '/api/v3/tag/{id:int}',
      changesState: false,
      handle: (call) => {
        if (!state.tags.has(id(call))) throw missing();
        return json(tag(id(call)));
      },
    },
    {
      method: 'POST',
      path: '/api/v3/tag',
      changesState: true,
      handle: (call) => {
        const wanted = label(call);
        const same = [...state.tags].find(([, known]) => known === wanted)?.[0];
        const number = same ?? state.nextId('tag', state.tags.keys());
        state.tags.set(number, wanted);
        return json(tag(number), 201, { location: `${context.urlBase}/api/v3/tag/${number}` });
      },
    },
    {
      method: 'PUT',
      path: '/api/v3/tag/{id:int}',
      changesState: true,
      handle: (call) => {
        if (!state.tags.has(id(call))) throw noSuchModel('Tag', id(call));
        state.tags.set(id(call), label(call));
        return json(tag(id(call)), 202);
      },
    },
    {
      method: 'DELETE',
      path: '/api/v3/tag/{id:int}',
      changesState: true,
      handle: (call) => {
        const known = state.tags.get(id(call));
        if (known === undefined) throw noSuchModel('Tag', id(call));
        if (usedBy(id(call)).length > 0) {
          const message = `Tag with ID ${id(call)} '${known}' cannot be deleted since it's still in use`;
          throw new Refusal(failure(409, message));
        }
        state.tags.delete(id(call));
        return nothing;
      },
    },
  ];
}
