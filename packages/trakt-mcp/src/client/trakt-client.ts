import { connect, type TraktConnection } from './connection.js';
import type { TraktClientOptions } from './options.js';
import { SearchArea } from './search.js';
import { ShowsArea } from './shows.js';
import { UsersArea } from './users.js';
import { WatchedArea } from './watched.js';
import { WatchlistArea } from './watchlist.js';

/** Lets {@link TraktClient.readOnly} hand a connection to the constructor without that being part of its options. */
const opened = new WeakMap<TraktClientOptions, TraktConnection>();

/**
 * A client of the Trakt API. Methods throw the error classes of this package and nothing else; every one takes an
 * `AbortSignal`. Changes are sent once and a second apart; reads are retried a little.
 */
export class TraktClient {
  readonly search: SearchArea;
  readonly shows: ShowsArea;
  readonly users: UsersArea;
  readonly watched: WatchedArea;
  readonly watchlist: WatchlistArea;
  readonly #connection: TraktConnection;

  /** @throws ConfigurationError for an empty client id, a wrong address, or a token that belongs to another host */
  constructor(options: TraktClientOptions) {
    const connection = opened.get(options) ?? connect(options);
    this.#connection = connection;
    this.search = new SearchArea(connection);
    this.shows = new ShowsArea(connection);
    this.users = new UsersArea(connection);
    this.watched = new WatchedArea(connection);
    this.watchlist = new WatchlistArea(connection);
  }

  /** Whether there is a token, so that what is personal can be asked for. */
  get hasToken(): boolean {
    return this.#connection.hasToken;
  }

  /** The same client without its writes: they throw a `ReadOnlyError` before anything is sent. */
  readOnly(): TraktClient {
    const options: TraktClientOptions = { clientId: '' };
    opened.set(options, this.#connection.readOnly());
    return new TraktClient(options);
  }
}
