/** What goes wrong on purpose at a stand-in. */
export type StandInFault =
  | {
      readonly kind: 'reply';
      readonly status?: number;
      readonly body?: string | object;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'html' | 'hang' | 'close' | 'truncate' };

/** As much of a stand-in of a service as the suites need. */
export interface StandIn {
  /** Without trailing slash. */
  readonly url: string;
  readonly requests: readonly {
    readonly method: string;
    readonly path: string;
    /** Whether such a request can change anything; undefined where there is no such route. */
    readonly changesState: boolean | undefined;
  }[];
  readonly faults: {
    starting: boolean;
    add(rule: { readonly method?: string; readonly path?: RegExp; readonly fault: StandInFault }): () => void;
    clear(): void;
  };
  /** A hash of everything that a call can change. */
  digest(): string;
  close(): Promise<void>;
}

/** A stand-in, and the environment that leads a server to it. */
export interface StandInForServer {
  readonly standIn: StandIn;
  readonly environment: Readonly<Record<string, string>>;
}
