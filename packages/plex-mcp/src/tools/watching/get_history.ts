import { AuthenticationError, PermissionError } from '@watchstack/core';
import {
  dayRange,
  dayStart,
  limitInput,
  offsetInput,
  pageOutput,
  parseDay,
  resolveItem,
  toZonedIso,
} from '@watchstack/core/server';
import * as z from 'zod';
import type { PlexAccount, PlexHistoryEntry } from '../../client/history.js';
import { defineTool, type PlexContext } from '../define.js';
import { findItem } from '../find-item.js';
import { instant, itemColumns, itemInput, itemNames, refsOf, type NamedItem } from '../items.js';
import { findLibrary, libraryInput } from '../library.js';
import { epoch } from '../library-filters.js';

const day = z.string().max(20);

/** `plex_get_history`: GET /status/sessions/history/all, with the names of GET /accounts and GET /devices. */
export const getHistory = defineTool({
  name: 'plex_get_history',
  title: 'Get history',
  toolset: 'watching',
  byDefault: true,
  essential: true,
  effect: 'read',
  idempotent: true,
  openWorld: false,
  description:
    'Who watched what and when, latest first, everybody on the Plex server; finished viewings only. What runs now: plex_get_sessions.',
  input: z.strictObject({
    user: z.string().max(100).optional().describe("Name as in Plex, or 'owner'. Default everybody."),
    item: itemInput.optional().describe('Only this film or whole show: title, "Title (year)", ref or rating key.'),
    library: libraryInput.optional().describe('Only this one.'),
    since: day.optional().describe('First day: YYYY-MM-DD, today, -7d.'),
    until: day.optional().describe('Last day, included.'),
    offset: offsetInput,
    limit: limitInput,
  }),
  output: z.strictObject({
    timeZone: z.string(),
    ...pageOutput,
    views: z.array(
      z.strictObject({
        viewedAt: z.string(),
        user: z.string(),
        ...itemColumns,
        device: z.string().optional(),
      }),
    ),
  }),
  rows: 'views',
  examples: [
    { ask: 'Who watched what yesterday?', arguments: { since: 'yesterday', until: 'yesterday' } },
    { ask: 'How far did Jonas get in Severance?', arguments: { user: 'Jonas', item: 'Severance', limit: 1 } },
  ],
  run: async (args, context) => {
    const { client, signal, timeZone, clock } = context;
    const at = { clock, zone: timeZone };
    const accounts = await accountsOf(context);
    const account = args.user === undefined ? undefined : findAccount(args.user, accounts);
    const item = args.item === undefined ? undefined : await findItem(args.item, context);
    const library = args.library === undefined ? undefined : await findLibrary(args.library, context);
    const page = await client.history.list(
      {
        start: args.offset,
        size: args.limit,
        accountID: account?.id,
        metadataItemID: item?.ratingKey,
        librarySectionID: library?.key,
        viewedFrom: args.since === undefined ? undefined : epoch(dayStart(parseDay(args.since, at), timeZone)),
        viewedUntil:
          args.until === undefined
            ? undefined
            : epoch(dayRange({ start: parseDay(args.until, at), days: 1, zone: timeZone }).to) - 1,
      },
      { signal },
    );
    const views = page.items.slice(0, args.limit);
    const named = views.map((view) => ({ view, item: namedItem(view) }));
    const [refOf, devices] = await Promise.all([
      refsOf(
        named.map((each) => each.item),
        context,
      ),
      devicesOf(context),
    ]);
    const next = args.offset + views.length;
    return {
      timeZone,
      total: page.total,
      returned: views.length,
      nextOffset: views.length > 0 && next < page.total ? next : undefined,
      views: named.map((each) => ({
        viewedAt: toZonedIso(instant(each.view.viewedAt), timeZone),
        user:
          accounts.find(({ id }) => id === each.view.accountID)?.name ?? `account ${each.view.accountID ?? 'unknown'}`,
        ...itemNames(each.item),
        type: each.item.type,
        ref: refOf(each.item),
        device: devices.get(each.view.deviceID ?? ''),
      })),
    };
  },
});

/** A viewing names what it belongs to by addresses, and has no rating key once the item is deleted. */
function namedItem(view: PlexHistoryEntry): NamedItem {
  return {
    ...view,
    year: undefined,
    parentRatingKey: keyOf(view.parentKey),
    grandparentRatingKey: keyOf(view.grandparentKey),
  };
}

function keyOf(path: string | undefined): string | undefined {
  return /^\/library\/metadata\/(\d+)$/.exec(path ?? '')?.[1];
}

/** Names are for the server's owner; others see their own viewings without them. */
async function accountsOf({ client, signal }: PlexContext): Promise<readonly PlexAccount[]> {
  return unlessRefused(client.history.accounts({ signal }), []);
}

async function devicesOf({ client, signal }: PlexContext): Promise<ReadonlyMap<string, string>> {
  const devices = await unlessRefused(client.history.devices({ signal }), []);
  return new Map(devices.map(({ id, name, platform }) => [id, name ?? platform ?? '']));
}

/** Older servers refuse with 401; where the token is wrong altogether, the history itself says so. */
async function unlessRefused<T>(asked: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof PermissionError || error instanceof AuthenticationError) return otherwise;
    throw error;
  }
}

function findAccount(named: string, accounts: readonly PlexAccount[]): PlexAccount {
  const owner = accounts.find(({ id }) => id === '1');
  if (named === 'owner' && owner !== undefined) return owner;
  return resolveItem(named, accounts, ({ id, name }) => ({ id, title: name, ref: name, type: 'user' }), {
    noun: 'user',
    lookIn: 'your Plex server',
  });
}
