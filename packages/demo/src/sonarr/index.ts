import { createHousehold } from '../household/index.js';
import type { Household } from '../household/index.js';
import { htmlPage, serve } from '../http/index.js';
import type { Call, Reply, Route, StandIn } from '../http/index.js';
import { Commands } from './commands.js';
import type { Context } from './context.js';
import { json } from './json.js';
import { failure, problem, Refusal } from './problems.js';
import { delayRoutes } from './routes/delay.js';
import { episodeRoutes, fileRoutes } from './routes/episodes.js';
import { failedRoutes } from './routes/failed.js';
import { formatRoutes } from './routes/formats.js';
import { blocklistRoutes, historyRoutes } from './routes/history.js';
import { providerRoutes, setupRoutes } from './routes/providers.js';
import { manualImportRoutes } from './routes/manual-import.js';
import { namingRoutes } from './routes/naming.js';
import { queueRoutes } from './routes/queue.js';
import { referenceRoutes } from './routes/reference.js';
import { releaseRoutes } from './routes/releases.js';
import { seasonPassRoutes } from './routes/season-pass.js';
import { seriesRoutes } from './routes/series.js';
import { commandRoutes, systemRoutes } from './routes/system.js';
import { tagRoutes } from './routes/tags.js';
import { upkeepRoutes } from './routes/upkeep.js';
import { wantedRoutes } from './routes/wanted.js';
import { handleSearches } from './searching.js';
import { SonarrState } from './state.js';

export type { Fault, FaultRule, Faults, RecordedRequest } from '../http/index.js';
export type { SonarrState } from './state.js';

/** How to start the stand-in for Sonarr. */
export interface SonarrOptions {
  /** Default: a household of the usual size, now. */
  readonly household?: Household;
  /** The key it asks for; default one that is plainly made up. */
  readonly apiKey?: string;
  /** Default 0: any free one. */
  readonly port?: number;
  /** A path to live under, such as `/sonarr`; default none. */
  readonly urlBase?: string;
  /** Its clock; default: starts at the household's `now` and runs on. */
  readonly now?: () => Date;
  /** What it says it is; default a Sonarr of the 4.0 line. */
  readonly version?: string;
  /** How long a command waits, and then runs, in milliseconds; default 150. */
  readonly commandDelayMs?: number;
}

/** A running stand-in for Sonarr. */
export interface SonarrStandIn extends StandIn {
  readonly apiKey: string;
  readonly state: SonarrState;
  /** Finishes all that it does behind the scenes (commands, deleting folders) without waiting. */
  settle(): void;
}

const DEFAULT_KEY = 'demo0000sonarr0000api0000key00000';

function keyOf(call: Call): string | undefined {
  const bearer = /^Bearer\s+(.+)$/i.exec(call.headers['authorization'] ?? '')?.[1];
  return call.query.get('apikey') ?? call.headers['x-api-key'] ?? bearer;
}

function takesJson(accept: string | undefined): boolean {
  if (accept === undefined || accept === '') return true;
  return accept
    .split(',')
    .some((part) => /^\s*(\*\/\*|application\/(\*|json)|text\/(\*|json|plain))\s*(;|$)/i.test(part));
}

/** Keys first, as in Sonarr; then whether the request and its answer can be in JSON. */
function gate(call: Call, route: Route | undefined, apiKey: string): Reply | undefined {
  if (route === undefined) return undefined;
  if (route.path !== '/ping' && keyOf(call) !== apiKey) return { status: 401 };
  if (!takesJson(call.headers['accept'])) return { status: 406 };
  const hasBody = call.method === 'POST' || call.method === 'PUT' || call.body !== '';
  if (hasBody && !/^application\/(.+\+)?json\s*(;|$)/i.test(call.headers['content-type'] ?? '')) {
    return problem(415, 'Unsupported Media Type');
  }
  return undefined;
}

/**
 * Starts a Sonarr that looks after the household's shows, on loopback. It speaks the v3 API as Sonarr 4.0 does, quirks
 * included, keeps what is changed until it is closed, and says of each route whether it changes anything. Rejects when
 * the port is taken.
 */
export async function startSonarr(options: SonarrOptions = {}): Promise<SonarrStandIn> {
  const household = options.household ?? createHousehold();
  const apiKey = options.apiKey ?? DEFAULT_KEY;
  const version = options.version ?? '4.0.17.2953';
  const urlBase = options.urlBase ?? '';
  const startedAt = Date.now();
  const now = options.now ?? (() => new Date(household.now.getTime() + Date.now() - startedAt));
  const state = new SonarrState(household);
  const commands = new Commands(state, now, options.commandDelayMs ?? 150);
  const context: Context = { state, commands, version, urlBase, startedAt: now(), now };
  handleSearches(context);
  const routes = [
    ...systemRoutes(context),
    ...seriesRoutes(context),
    ...seasonPassRoutes(context),
    ...episodeRoutes(context),
    ...fileRoutes(context),
    ...queueRoutes(context),
    ...wantedRoutes(context),
    ...historyRoutes(context),
    ...blocklistRoutes(context),
    ...failedRoutes(context),
    ...delayRoutes(context),
    ...referenceRoutes(context),
    ...releaseRoutes(context),
    ...formatRoutes(context),
    ...tagRoutes(context),
    ...upkeepRoutes(context),
    ...providerRoutes(context),
    ...setupRoutes(context),
    ...namingRoutes(context),
    ...manualImportRoutes(context),
    ...commandRoutes(context),
  ];
  const isApi = (call: Call): boolean => /^\/(api|feed)(\/|$)/i.test(call.path);
  const standIn = await serve({
    name: 'sonarr',
    routes,
    port: options.port ?? 0,
    ignoreCase: true,
    base: urlBase,
    digest: () => state.digest(),
    before: (call, route) => gate(call, route, apiKey),
    after: (reply, call) =>
      isApi(call)
        ? { ...reply, headers: { 'x-application-version': version, 'cache-control': 'no-cache', ...reply.headers } }
        : reply,
    notFound: (call) =>
      isApi(call)
        ? { status: 404 }
        : { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: htmlPage },
    failed: (error) =>
      error instanceof Refusal ? error.reply : failure(500, error instanceof Error ? error.message : 'Unknown error'),
    starting: () => json({ errorMessage: 'Sonarr is starting up, please try again later' }, 503),
    outsideBase: (call) => {
      const query = call.query.toString();
      return { status: 307, headers: { location: `${urlBase}${call.path}${query === '' ? '' : `?${query}`}` } };
    },
  });
  return {
    ...standIn,
    url: `${standIn.url}${urlBase}`,
    apiKey,
    state,
    settle: () => {
      commands.settle();
    },
    close: async () => {
      commands.close();
      await standIn.close();
    },
  };
}
