import { createHousehold, digest } from '../household/index.js';
import type { Household, User } from '../household/index.js';
import { serve, type Call, type Reply, type Route, type StandIn } from '../http/index.js';
import { tidy, type Json } from './documents.js';
import { plexRoutes, type PlexReply, type PlexRoute } from './routes.js';
import { makeServer, type PlexState } from './server-state.js';
import { toXml } from './xml.js';

/** How to start the stand-in. */
export interface StartPlexOptions {
  /** What it serves; a new one for `now` when left out. */
  readonly household?: Household;
  /** The owner's token. */
  readonly token?: string;
  /** Another person's token, who may not do what only the owner may. */
  readonly guestToken?: string;
  /** 0 for any free one. */
  readonly port?: number;
  readonly now?: () => Date;
  readonly version?: string;
  /** What a person who is not the owner is told: 403 as newer servers, 401 as older ones. */
  readonly refusal?: 401 | 403;
}

/** A running stand-in of a Plex Media Server. */
export interface PlexStandIn extends StandIn {
  readonly token: string;
  readonly guestToken: string;
  readonly household: Household;
  readonly state: PlexState;
  /** Switches of how it answers. */
  readonly answers: {
    /** Answers XML even where JSON is asked for. */
    xmlOnly: boolean;
    /** Ignores `X-Plex-Container-Start`, as some endpoints do. */
    ignoresStart: boolean;
    /** Changes a document before it is written: for tests of odd ones. */
    edit: ((document: Json, path: string) => Json) | undefined;
  };
}

/**
 * Serves a household as a Plex Media Server does: XML unless JSON is asked for, HTML pages for errors, rows only where there are
 * any, pages only where start and size are both given, scans that start by a GET.
 */
export async function startPlex(options: StartPlexOptions = {}): Promise<PlexStandIn> {
  const now = options.now ?? (() => new Date());
  const household = options.household ?? createHousehold({ now: now() });
  const server = makeServer(household, now, options.version ?? '1.42.2.10156-f737b826c');
  const token = options.token ?? 'plex-demo-token-of-the-owner';
  const guestToken = options.guestToken ?? 'plex-demo-token-of-a-guest';
  const answers: PlexStandIn['answers'] = { xmlOnly: false, ignoresStart: false, edit: undefined };
  const guest = household.users.find((user) => !user.owner);
  const owner = household.users[0];

  const userOf = (call: Call): User | undefined => {
    const given = call.headers['x-plex-token'] ?? call.query.get('X-Plex-Token');
    return given === token ? owner : given === guestToken ? guest : undefined;
  };

  const toRoute = (route: PlexRoute): Route => ({
    method: route.method,
    path: route.path,
    changesState: route.changesState,
    handle(call) {
      const user = userOf(call);
      if (route.access !== 'anybody' && user === undefined) return errorPage(401);
      if (route.access === 'owner' && user?.owner !== true) return errorPage(options.refusal ?? 403);
      const page = pageOf(call, answers.ignoresStart);
      const reply = route.handle({ server, user: user ?? anybody, query: call.query, params: call.params });
      return write(reply, call, page, answers);
    },
  });

  const standIn = await serve({
    name: 'plex',
    routes: plexRoutes.map(toRoute),
    ...(options.port === undefined ? {} : { port: options.port }),
    digest: () => digest(server.state.scans),
    notFound: () => errorPage(404),
    starting: () => ({
      status: 503,
      headers: { 'content-type': 'text/xml;charset=utf-8' },
      body: toXml('Response', {
        code: 503,
        title: 'Maintenance',
        status: 'Plex Media Server is currently running database migrations.',
      }),
    }),
  });
  return { ...standIn, token, guestToken, household, state: server.state, answers };
}

/** Who asks where nobody has to say. */
const anybody: User = { plexAccountId: 0, name: '', username: '', email: '', owner: false, managed: false };

interface Page {
  readonly start: number;
  readonly size: number;
}

/** Every X-Plex value may be a header or a parameter. A size without a start is not heeded. */
function pageOf(call: Call, ignoresStart: boolean): Page | undefined {
  const read = (name: string) => call.headers[name.toLowerCase()] ?? call.query.get(name) ?? '';
  const [start, size] = [read('X-Plex-Container-Start'), read('X-Plex-Container-Size')];
  if (!/^\d+$/.test(start) || !/^\d+$/.test(size)) return undefined;
  return { start: ignoresStart ? 0 : Number(start), size: Number(size) };
}

function write(reply: PlexReply, call: Call, page: Page | undefined, answers: PlexStandIn['answers']): Reply {
  if ('error' in reply) return errorPage(reply.error);
  if ('empty' in reply) return { headers: { 'x-plex-protocol': '1.0' } };
  let headers: Record<string, string> = { 'x-plex-protocol': '1.0', vary: 'Origin, X-Plex-Token' };
  let container: Json;
  if ('container' in reply) container = reply.container;
  else {
    const rows = page === undefined ? reply.rows : reply.rows.slice(page.start, page.start + page.size);
    const paging = page === undefined ? {} : { totalSize: reply.rows.length, offset: page.start };
    if (page !== undefined) {
      headers = {
        ...headers,
        'x-plex-container-start': String(page.start),
        'x-plex-container-total-size': String(reply.rows.length),
      };
    }
    container = tidy({ size: rows.length, ...paging, ...reply.attributes, [reply.under]: rows.map((row) => row()) });
  }
  if (answers.edit !== undefined) container = answers.edit(container, call.path);
  const json = !answers.xmlOnly && (call.headers['accept'] ?? '').includes('application/json');
  return json
    ? {
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ MediaContainer: container }),
      }
    : { headers: { ...headers, 'content-type': 'text/xml;charset=utf-8' }, body: toXml('MediaContainer', container) };
}

const errorTitles = { 400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found' } as const;

/** Errors are pages for people, whatever was asked for. */
function errorPage(status: keyof typeof errorTitles): Reply {
  const title = errorTitles[status];
  return {
    status,
    headers: { 'content-type': 'text/html' },
    body: `<html><head><title>${title}</title></head><body><h1>${status} ${title}</h1></body></html>`,
  };
}
