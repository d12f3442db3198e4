import { createHousehold, digest, type Household } from '../household/index.js';
import { serve, type StandIn } from '../http/index.js';
import { accountRoutes } from './account-routes.js';
import { createGate } from './gate.js';
import { wall } from './replies.js';
import type { Service } from './service.js';
import { titleRoutes } from './title-routes.js';
import { initialState, type TraktState } from './watchlist.js';

export type { TraktState } from './watchlist.js';

/** How to start the stand-in. */
export interface TraktOptions {
  readonly household?: Household;
  /** The app that is let in. */
  readonly clientId?: string;
  /** The token of the household's owner. */
  readonly accessToken?: string;
  /** Default 0: any free one. */
  readonly port?: number;
  /** What time it is; default: the machine's. */
  readonly now?: () => Date;
  /** Whether the owner pays Trakt. Default: as the household has it. */
  readonly vip?: boolean;
  /** How many items the watchlist may hold; by default Trakt's number for this kind of account. */
  readonly watchlistLimit?: number;
  /** Whether writes are held to one a second, as at Trakt. Default true. */
  readonly writeLimit?: boolean;
}

/** A running Trakt. */
export interface TraktStandIn extends StandIn {
  readonly clientId: string;
  readonly accessToken: string;
  readonly household: Household;
  readonly state: TraktState;
}

/**
 * Starts the household's Trakt on loopback: `api.trakt.tv` as far as search, trending, watched shows and the watchlist go,
 * with its headers, paging and limits. Nothing is kept when it ends.
 */
export async function startTrakt(options: TraktOptions = {}): Promise<TraktStandIn> {
  const household = options.household ?? createHousehold();
  const vip = options.vip ?? household.trakt.vip;
  const keys = {
    clientId: options.clientId ?? 'demo-client-id',
    accessToken: options.accessToken ?? 'demo-access-token',
  };
  const state = initialState(household);
  const service: Service = {
    household,
    state,
    now: options.now ?? (() => new Date()),
    vip,
    watchlistLimit: options.watchlistLimit ?? (vip ? 5000 : 250),
  };
  const personal = accountRoutes(service);
  const standIn = await serve({
    name: 'Trakt',
    routes: [...titleRoutes(service), ...personal],
    ...(options.port === undefined ? {} : { port: options.port }),
    digest: () =>
      digest(
        state.watchlist.map(({ item, ...entry }) => ({
          ...entry,
          item: item.type === 'movie' ? item.film.ids : item.show.ids,
        })),
      ),
    before: createGate(keys, options.writeLimit ?? true, (route) => personal.includes(route)),
    starting: () => wall(503, 'Service Unavailable'),
  });
  return { ...standIn, ...keys, household, state };
}
