import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { createHttpClient, type Logger } from '@watchstack/core';
import { HistoryArea } from './history.js';
import { LibrariesArea } from './libraries.js';
import { MetadataArea } from './metadata.js';
import { PlexConnection } from './plex-connection.js';
import { explainPlexFailure } from './plex-failures.js';
import { SearchArea } from './search.js';
import { ServerArea } from './server.js';
import { SessionsArea } from './sessions.js';

/** How to reach a Plex Media Server. */
export interface PlexClientOptions {
  /** `http://192.168.1.10:32400`, with or without trailing slash and sub-path. */
  readonly url: string;
  /** Sent in the header X-Plex-Token, never in an address. */
  readonly token: string;
  /** Sent with every request, for a login proxy in front of the server. Treated as secrets. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Bound of one operation in milliseconds, retries included; 30 s unless told. */
  readonly timeoutMs?: number | undefined;
  readonly logger?: Logger | undefined;
  /** Name and version: `plex-mcp/1.2.3`. */
  readonly userAgent?: string | undefined;
  /** Names this installation to the server. Stays the same for a machine and a server unless told. */
  readonly clientIdentifier?: string | undefined;
}

/**
 * A typed client of one Plex Media Server. Usable alone:
 *
 *     const plex = new PlexClient({ url: 'http://localhost:32400', token });
 *     const libraries = await plex.libraries.list();
 *
 * Every method takes `{ signal }` last and throws the errors that this package exports.
 */
export class PlexClient {
  readonly #options: PlexClientOptions;
  readonly #connection: PlexConnection;
  readonly server: ServerArea;
  readonly libraries: LibrariesArea;
  readonly metadata: MetadataArea;
  readonly search: SearchArea;
  readonly sessions: SessionsArea;
  readonly history: HistoryArea;

  /**
   * @param connection shared with another view of the same client; made from the options when left out
   * @throws ConfigurationError when the address is none
   */
  constructor(options: PlexClientOptions, connection: PlexConnection = connect(options)) {
    this.#options = options;
    this.#connection = connection;
    this.server = new ServerArea(this.#connection);
    this.libraries = new LibrariesArea(this.#connection);
    this.metadata = new MetadataArea(this.#connection);
    this.search = new SearchArea(this.#connection);
    this.sessions = new SessionsArea(this.#connection);
    this.history = new HistoryArea(this.#connection);
  }

  /** The view that only reads: its changes throw ReadOnlyError before anything is sent. Shares limits and caches. */
  readOnly(): PlexClient {
    return new PlexClient(this.#options, this.#connection.readOnly());
  }
}

function connect(options: PlexClientOptions): PlexConnection {
  const userAgent = options.userAgent ?? 'plex-mcp';
  const [product = 'plex-mcp', version = '0'] = userAgent.split('/');
  const http = createHttpClient({
    service: 'Plex',
    baseUrl: options.url,
    urlSetting: 'PLEX_URL',
    credentialSetting: 'PLEX_TOKEN',
    userAgent,
    headers: { ...options.headers, 'X-Plex-Token': options.token },
    timeoutMs: options.timeoutMs,
    logger: options.logger,
    explain: explainPlexFailure,
  });
  return new PlexConnection(http, {
    'X-Plex-Client-Identifier': options.clientIdentifier ?? stableIdentifier(options.url),
    'X-Plex-Product': product,
    'X-Plex-Version': version,
  });
}

/** The same for every start on one machine, so that the server's list of devices does not grow. */
function stableIdentifier(url: string): string {
  const { host, pathname } = URL.canParse(url) ? new URL(url) : { host: url, pathname: '' };
  return createHash('sha256').update(`${hostname()}\n${host}${pathname}`).digest('hex').slice(0, 24);
}
