import type { User } from '../household/index.js';
import { metadata, type Json } from './documents.js';
import { applyQuery, typesByNumber } from './listing.js';
import { searchHubs } from './search.js';
import type { PlexServer } from './server-state.js';
import type { Entry } from './shelf.js';
import { historyRows, onDeckEntries, recentlyAddedEntries, sessionDocuments } from './viewing.js';
import { epoch } from './watch-state.js';

/** A request as the routes see it. */
export interface PlexRequest {
  readonly server: PlexServer;
  /** Whose token it carries. */
  readonly user: User;
  readonly query: URLSearchParams;
  /** What the path's variables hold. */
  readonly params: Readonly<Record<string, string>>;
}

/** What is answered: a media container, a page of rows, an empty 200, or an error page. */
export type PlexReply =
  | { readonly container: Json }
  | { readonly rows: readonly (() => Json)[]; readonly under: 'Metadata' | 'Directory'; readonly attributes?: Json }
  | { readonly empty: true }
  | { readonly error: 400 | 401 | 403 | 404 };

/** One thing the server can be asked. */
export interface PlexRoute {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** `{name}` stands for one segment. */
  readonly path: string;
  /** Whether asking changes anything, whatever the verb. */
  readonly changesState: boolean;
  /** `anybody` needs no token, `owner` the owner's. */
  readonly access: 'anybody' | 'user' | 'owner';
  readonly handle: (request: PlexRequest) => PlexReply;
}

const notFound = { error: 404 } as const;

/** Items as rows that are made only for the page that is asked for. */
function itemRows(entries: readonly Entry[], { server, user, query }: PlexRequest, full = false): (() => Json)[] {
  const watch = server.watchOf(user);
  const detail = { full, guids: full || query.get('includeGuids') === '1' };
  const trim = trimmer(query);
  return entries.map((entry) => () => trim(metadata(entry, watch, detail)));
}

/** `excludeElements` and `excludeFields`, which the server treats as requests. */
function trimmer(query: URLSearchParams): (row: Json) => Json {
  const excluded = ['excludeElements', 'excludeFields'].flatMap((name) => query.get(name)?.split(',') ?? []);
  if (excluded.length === 0) return (row) => row;
  return (row) => Object.fromEntries(Object.entries(row).filter(([name]) => !excluded.includes(name)));
}

function libraryDirectory({ server }: PlexRequest, id?: string): Json[] {
  return server.shelf.libraries
    .filter((library) => id === undefined || String(library.id) === id)
    .map((library) => ({
      allowSync: true,
      filters: true,
      refreshing: (server.state.refreshing.get(String(library.id)) ?? 0) > server.now().getTime(),
      thumb: `/:/resources/${library.type}.png`,
      key: String(library.id),
      type: library.type,
      title: library.title,
      agent: library.agent,
      scanner: library.scanner,
      language: library.language,
      uuid: library.uuid,
      updatedAt: epoch(library.scannedAt),
      createdAt: epoch(library.createdAt),
      scannedAt: epoch(library.scannedAt),
      content: true,
      directory: true,
      contentChangedAt: library.id * 1000 + 7,
      hidden: 0,
      Location: [{ id: library.id, path: library.location }],
    }));
}

function librarySections(request: PlexRequest): PlexReply {
  return {
    rows: libraryDirectory(request).map((row) => () => row),
    under: 'Directory',
    attributes: { allowSync: false, title1: 'Plex Library' },
  };
}

/** What decides the rows of a listing, and not which page of them. Times before now hold for a minute. */
function listingKey({ user, query, server }: PlexRequest, libraryId: number, type: string): string {
  const asked = [...query].filter(([name]) => !/^(X-Plex-|include|exclude)/.test(name));
  const minute = Math.floor(server.now().getTime() / 60_000);
  return JSON.stringify([libraryId, type, user.plexAccountId, minute, asked]);
}

function listing(request: PlexRequest): PlexReply {
  const { server, user, query, params } = request;
  const library = server.shelf.library(params['id'] ?? '');
  if (library === undefined) return notFound;
  const number = query.get('type');
  const type = number === null ? library.type : typesByNumber[number];
  if (type === undefined) return { error: 400 };
  // Without a type, collections stand among the films.
  const wanted = query.get('includeCollections') ?? (number === null ? '1' : '0');
  const collections = wanted === '1' && type === library.type ? server.shelf.list(library, 'collection') : [];
  const items = server.listings.get(listingKey(request, library.id, type), () =>
    applyQuery(server.shelf.list(library, type), query, { watch: server.watchOf(user), now: server.now() }),
  );
  return {
    rows: itemRows([...items, ...collections], request),
    under: 'Metadata',
    attributes: {
      allowSync: true,
      librarySectionID: library.id,
      librarySectionTitle: library.title,
      librarySectionUUID: library.uuid,
      viewGroup: type,
      title1: library.title,
    },
  };
}

function choices({ server, query, params }: PlexRequest): PlexReply {
  const library = server.shelf.library(params['id'] ?? '');
  const type = typesByNumber[query.get('type') ?? ''] ?? library?.type;
  if (library === undefined || type === undefined) return notFound;
  const field = params['field'] ?? '';
  return {
    rows: server.tags.choices(library, type, field).map(({ key, title }) => () => ({
      fastKey: `/library/sections/${library.id}/all?${field}=${encodeURIComponent(key)}`,
      key,
      title,
      type: field,
    })),
    under: 'Directory',
    attributes: { title1: library.title, viewGroup: 'secondary' },
  };
}

/** How long a library says that it is being scanned. */
const scanMs = 3000;

function startScan({ server, query, params }: PlexRequest): PlexReply {
  const id = params['id'] ?? '';
  const path = query.get('path');
  if (id !== 'all' && server.shelf.library(id) === undefined) return notFound;
  server.state.scans.push({ library: id, force: query.get('force') === '1', ...(path === null ? {} : { path }) });
  for (const library of server.shelf.libraries) {
    if (id === 'all' || String(library.id) === id) {
      server.state.refreshing.set(String(library.id), server.now().getTime() + scanMs);
    }
  }
  return { empty: true };
}

function stopScan({ server, params }: PlexRequest): PlexReply {
  const id = params['id'] ?? '';
  if (id === 'all') server.state.refreshing.clear();
  else server.state.refreshing.delete(id);
  return { empty: true };
}

function items(request: PlexRequest): PlexReply {
  const keys = (request.params['ids'] ?? '').split(',');
  const entries = keys.flatMap((key) => request.server.shelf.find(Number(key)) ?? []);
  return entries.length === 0 ? notFound : { rows: itemRows(entries, request, true), under: 'Metadata' };
}

function childrenOf(entry: Entry): readonly Entry[] {
  switch (entry.type) {
    case 'show':
      return entry.seasons;
    case 'season':
      return entry.episodes;
    case 'artist':
      return entry.albums;
    case 'album':
      return entry.tracks;
    default:
      return [];
  }
}

function children(request: PlexRequest): PlexReply {
  const entry = request.server.shelf.find(Number(request.params['id']));
  if (entry === undefined) return notFound;
  const rows = itemRows(childrenOf(entry), request);
  // The list of seasons begins with a row that is no season and has no rating key.
  if (entry.type === 'show' && request.query.get('excludeAllLeaves') !== '1') {
    rows.unshift(() => ({ key: `/library/metadata/${entry.key}/allLeaves`, title: 'All episodes' }));
  }
  return { rows, under: 'Metadata', attributes: { key: String(entry.key), librarySectionID: entry.library.id } };
}

function allLeaves(request: PlexRequest): PlexReply {
  const entry = request.server.shelf.find(Number(request.params['id']));
  if (entry === undefined) return notFound;
  return {
    rows: itemRows(
      childrenOf(entry).flatMap((child) => childrenOf(child)),
      request,
    ),
    under: 'Metadata',
    attributes: { key: String(entry.key), librarySectionID: entry.library.id },
  };
}

/** Rows of several libraries carry their library themselves. */
function withLibraries(entries: readonly Entry[], request: PlexRequest): PlexReply {
  const rows = itemRows(entries, request);
  return {
    rows: entries.map((entry, position) => () => ({
      ...rows[position]?.(),
      librarySectionID: entry.library.id,
      librarySectionTitle: entry.library.title,
    })),
    under: 'Metadata',
    attributes: { allowSync: false, mixedParents: true },
  };
}

function search(request: PlexRequest): PlexReply {
  const { server, user, query } = request;
  const text = query.get('query') ?? '';
  if (text.trim() === '') return { error: 400 };
  if (server.shelf.libraries.length === 0) return notFound;
  const limit = Number(query.get('limit') ?? 3);
  const hubs = searchHubs(server.shelf, server.tags, server.watchOf(user), {
    query: text,
    limit: Number.isInteger(limit) && limit > 0 ? limit : 3,
    libraryId: query.get('sectionId') ?? undefined,
    guids: query.get('includeGuids') === '1',
  });
  return { container: { size: hubs.length, Hub: hubs } };
}

function history(request: PlexRequest): PlexReply {
  const { server, user, query } = request;
  const filter = {
    // Only the owner sees what others have watched.
    accountId: user.owner ? query.get('accountID') : String(user.plexAccountId),
    libraryId: query.get('librarySectionID'),
    itemId: query.get('metadataItemID'),
    from: query.get('viewedAt>'),
    until: query.get('viewedAt<'),
    ascending: query.get('sort') !== 'viewedAt:desc',
  };
  return { rows: historyRows(server.household, filter, server.shelf), under: 'Metadata' };
}

/** The filters of a library whose values can be listed. */
const choiceFields = [
  'genre',
  'director',
  'actor',
  'country',
  'studio',
  'network',
  'contentRating',
  'resolution',
] as const;

/** Everything this server can be asked. */
export const plexRoutes: readonly PlexRoute[] = [
  {
    method: 'GET',
    path: '/identity',
    changesState: false,
    access: 'anybody',
    handle: ({ server }) => ({
      container: {
        size: 0,
        claimed: true,
        machineIdentifier: server.household.plex.machineIdentifier,
        version: server.version,
      },
    }),
  },
  {
    method: 'GET',
    path: '/',
    changesState: false,
    access: 'user',
    handle: ({ server, user }) => ({
      container: {
        size: 0,
        allowMediaDeletion: true,
        friendlyName: server.household.plex.serverName,
        machineIdentifier: server.household.plex.machineIdentifier,
        myPlex: true,
        myPlexMappingState: 'mapped',
        myPlexSubscription: true,
        myPlexUsername: user.username,
        platform: 'Linux',
        platformVersion: '6.8',
        version: server.version,
      },
    }),
  },
  { method: 'GET', path: '/library/sections', changesState: false, access: 'user', handle: librarySections },
  { method: 'GET', path: '/library/sections/all', changesState: false, access: 'user', handle: librarySections },
  { method: 'GET', path: '/library/sections/{id}/all', changesState: false, access: 'user', handle: listing },
  ...choiceFields.map((field): PlexRoute => ({
    method: 'GET',
    path: `/library/sections/{id}/${field}`,
    changesState: false,
    access: 'user',
    handle: (request) => choices({ ...request, params: { ...request.params, field } }),
  })),
  // A GET that changes things: every version of the server takes it, the documented verb is POST.
  { method: 'GET', path: '/library/sections/{id}/refresh', changesState: true, access: 'owner', handle: startScan },
  { method: 'POST', path: '/library/sections/{id}/refresh', changesState: true, access: 'owner', handle: startScan },
  { method: 'DELETE', path: '/library/sections/{id}/refresh', changesState: true, access: 'owner', handle: stopScan },
  {
    method: 'GET',
    path: '/library/sections/{id}/recentlyAdded',
    changesState: false,
    access: 'user',
    handle: (request) => withLibraries(recentlyAddedEntries(request.server.shelf, request.params['id']), request),
  },
  {
    method: 'GET',
    path: '/library/recentlyAdded',
    changesState: false,
    access: 'user',
    handle: (request) => withLibraries(recentlyAddedEntries(request.server.shelf), request),
  },
  {
    method: 'GET',
    path: '/library/onDeck',
    changesState: false,
    access: 'user',
    handle: (request) => {
      const { household, shelf } = request.server;
      return withLibraries(
        onDeckEntries(household, shelf, request.server.watchOf(request.user), request.user),
        request,
      );
    },
  },
  { method: 'GET', path: '/library/metadata/{ids}', changesState: false, access: 'user', handle: items },
  { method: 'GET', path: '/library/metadata/{id}/children', changesState: false, access: 'user', handle: children },
  { method: 'GET', path: '/library/metadata/{id}/allLeaves', changesState: false, access: 'user', handle: allLeaves },
  { method: 'GET', path: '/hubs/search', changesState: false, access: 'user', handle: search },
  {
    method: 'GET',
    path: '/status/sessions',
    changesState: false,
    access: 'owner',
    handle: ({ server, user }) => ({
      rows: sessionDocuments(server.household, server.shelf, server.watchOf(user)).map((row) => () => row),
      under: 'Metadata',
    }),
  },
  { method: 'GET', path: '/status/sessions/history/all', changesState: false, access: 'user', handle: history },
  {
    method: 'GET',
    path: '/accounts',
    changesState: false,
    access: 'owner',
    handle: ({ server }) => ({
      container: {
        size: server.household.users.length + 1,
        Account: [
          // Account 0 is nobody.
          { id: 0, key: '/accounts/0', name: '', defaultAudioLanguage: 'en', thumb: '' },
          ...server.household.users.map((user) => ({
            id: user.plexAccountId,
            key: `/accounts/${user.plexAccountId}`,
            name: user.name,
            defaultAudioLanguage: 'de',
          })),
        ],
      },
    }),
  },
  {
    method: 'GET',
    path: '/devices',
    changesState: false,
    access: 'owner',
    handle: ({ server }) => ({
      container: {
        size: server.household.plex.players.length,
        Device: server.household.plex.players.map((player) => ({
          id: player.id,
          name: player.title,
          platform: player.platform,
          clientIdentifier: player.clientIdentifier,
          createdAt: epoch(server.household.now) - 90_000_000,
        })),
      },
    }),
  },
];
