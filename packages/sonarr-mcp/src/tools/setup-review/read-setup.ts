import { WatchstackError } from '@watchstack/core';
import type { SonarrContext } from '../define.js';

/** What one part of the setup may take to be read, in milliseconds: one that hangs must not keep the others from being told. */
const patienceMs = 15_000;

/** Everything the review looks at, each part by a request of its own. */
function requests({ client, signal: called }: SonarrContext) {
  const late = AbortSignal.timeout(patienceMs);
  /** One for each request: so many listeners on one signal look like a leak to Node. */
  const options = () => ({ signal: AbortSignal.any([called, late]) });
  return {
    status: client.system.status(options()),
    health: client.system.health(options()),
    indexers: client.indexers.list(options()),
    downloadClients: client.downloadClients.list(options()),
    downloadHandling: client.setup.downloadHandling(options()),
    remotePathMappings: client.setup.remotePathMappings(options()),
    delayProfiles: client.delayProfiles.list(options()),
    rootFolders: client.rootFolders.list(options()),
    disks: client.system.diskSpace(options()),
    mediaManagement: client.setup.mediaManagement(options()),
    naming: client.naming.config(options()),
    profiles: client.profiles.quality(options()),
    importLists: client.importLists.list(options()),
    tags: client.tags.list(options()),
    backups: client.backups.list(options()),
    updates: client.updates.list(options()),
  };
}

type Requests = ReturnType<typeof requests>;

/** How a part is called in words. */
const partNames: Readonly<Record<keyof Requests, string>> = {
  status: 'status',
  health: 'health',
  indexers: 'indexers',
  downloadClients: 'download clients',
  downloadHandling: 'download handling',
  remotePathMappings: 'remote path mappings',
  delayProfiles: 'delay profiles',
  rootFolders: 'root folders',
  disks: 'disks',
  mediaManagement: 'media management',
  naming: 'naming',
  profiles: 'quality profiles',
  importLists: 'import lists',
  tags: 'tags',
  backups: 'backups',
  updates: 'updates',
};

/** The setup as far as it could be read: a part that could not is undefined. */
export type Setup = { readonly [Part in keyof Requests]?: Awaited<Requests[Part]> } & {
  /** When it was read. */
  readonly now: Date;
};

/** A part that could not be read, and why. */
export interface Unread {
  readonly part: string;
  readonly reason: string;
}

/**
 * Reads the setup, all parts at once. One that fails is told; only when nothing could be read at all, or the call has ended,
 * the failure is thrown.
 */
export async function readSetup(context: SonarrContext): Promise<{ setup: Setup; unread: Unread[] }> {
  const parts = Object.entries(requests(context));
  const results = await Promise.allSettled(parts.map(([, answer]): Promise<unknown> => answer));
  context.signal.throwIfAborted();
  const unread: Unread[] = [];
  const read: Record<string, unknown> = {};
  let failure: unknown;
  for (const [index, result] of results.entries()) {
    const part = parts[index]?.[0] ?? '';
    if (result.status === 'fulfilled') {
      read[part] = result.value;
      continue;
    }
    failure ??= result.reason;
    unread.push({ part: nameOf(part), reason: reasonOf(result.reason) });
  }
  if (unread.length === parts.length) throw failure;
  return { setup: { ...read, now: context.clock.now() }, unread };
}

function nameOf(part: string): string {
  return new Map(Object.entries(partNames)).get(part) ?? part;
}

function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof WatchstackError)) return 'It failed in a way the server was not built for.';
  return thrown.code === 'cancelled' ? `Sonarr did not answer within ${patienceMs / 1000} s.` : thrown.message;
}
