/** A request as a stand-in's route sees it. */
export interface Call {
  readonly method: string;
  /** The path without query, as sent. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** What stood in the route's `{…}` segments, percent-decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** Lower-case names; secrets included. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as text; empty when there was none. */
  readonly body: string;
}

/** What a route answers. */
export interface Reply {
  /** Default 200. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** The exact body; absent for an empty one. */
  readonly body?: string | Uint8Array;
}

/** One route of a stand-in. Segments in braces (`/series/{id}`) are parameters; `{id:int}` takes digits only. */
export interface Route {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  /** Whether a call changes anything of the household. The read-only guard is tested against this. */
  readonly changesState: boolean;
  readonly handle: (call: Call) => Reply | Promise<Reply>;
}

/** A request that a stand-in has answered, kept for tests. Values of secrets are replaced by `[present]`. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Undefined when no route matched. */
  readonly changesState: boolean | undefined;
  /** 0 when the connection was closed without an answer. */
  readonly status: number;
}

/** Something that goes wrong on purpose. */
export type Fault =
  /** Another answer than the real one. With `body` an object, it is sent as JSON. */
  | {
      readonly kind: 'reply';
      readonly status?: number;
      readonly body?: string | object;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** A page for people, as a proxy or a wrong path gives. */
  | { readonly kind: 'html'; readonly status?: number }
  /** Sent elsewhere. */
  | { readonly kind: 'redirect'; readonly to: string; readonly status?: 301 | 302 | 303 | 307 | 308 }
  /** No answer at all; the connection stays open until the stand-in is closed. */
  | { readonly kind: 'hang' }
  /** The connection breaks before a byte is sent. */
  | { readonly kind: 'close' }
  /** The real answer, cut off in the middle but correctly ended. */
  | { readonly kind: 'truncate' };

/** Which requests a fault strikes, and when. */
export interface FaultRule {
  /** Default: every method. */
  readonly method?: string;
  /** A path (without query) or a pattern for it; default: every path. */
  readonly path?: string | RegExp;
  /** How many requests it strikes; default: until cleared. */
  readonly times?: number;
  /**
   * `before` (default): the request has no effect. `after`: the route does its work first, and only the answer is
   * spoilt, as when a connection breaks on the way back.
   */
  readonly when?: 'before' | 'after';
  readonly fault: Fault;
}

/** Switches for what goes wrong, at run time. */
export interface Faults {
  /** While true, the service answers as it does while it is starting. */
  starting: boolean;
  /** Adds a fault; rules added later are tried first. Answers a function that takes it away again. */
  add(rule: FaultRule): () => void;
  /** Everything works again. */
  clear(): void;
}

/** A running stand-in. */
export interface StandIn {
  readonly name: string;
  /** Without trailing slash: `http://127.0.0.1:40123`. */
  readonly url: string;
  readonly port: number;
  /** What it can do, and which of it changes something. */
  readonly routes: readonly Pick<Route, 'method' | 'path' | 'changesState'>[];
  /** Every request so far, oldest first. Empty it with `requests.length = 0`. */
  readonly requests: RecordedRequest[];
  readonly faults: Faults;
  /** A hash of everything a call can change. */
  digest(): string;
  /** Stops listening and ends every connection, idle or not. May be called twice. */
  close(): Promise<void>;
}

/** What a stand-in is made of. */
export interface ServeOptions {
  readonly name: string;
  readonly routes: readonly Route[];
  /** Default 0: any free one. */
  readonly port?: number;
  readonly digest: () => string;
  /** Called for every request that no fault has struck; an answer here keeps the request from its route. */
  readonly before?: (call: Call, route: Route | undefined) => Reply | undefined;
  /** Called for every answer on its way out, faults excepted. */
  readonly after?: (reply: Reply, call: Call) => Reply;
  /** The answer where no route matches; default an empty 404. */
  readonly notFound?: (call: Call) => Reply;
  /** The answer when a route throws; default an empty 500. */
  readonly failed?: (error: unknown, call: Call) => Reply;
  /** The answer while `faults.starting` is on; default an empty 503. */
  readonly starting?: (call: Call) => Reply;
  /** Whether upper and lower case are the same in paths. Default false. */
  readonly ignoreCase?: boolean;
  /** A path in front of every other (`/sonarr`); routes, faults and the record do without it. */
  readonly base?: string;
  /** The answer to a request that lacks `base`; default an empty 404. */
  readonly outsideBase?: (call: Call) => Reply;
}
