/** One remembered thing. */
export interface StateEntry {
  /** JSON. */
  readonly value: unknown;
  /** Milliseconds since 1970; after it the entry is as good as gone. Never when absent. */
  readonly expiresAt?: number | undefined;
}

/** What a change makes of an entry: its new state, nothing for a removal, and what the change came to. */
export interface StateChange<Result> {
  /** Absent removes the entry, or leaves it away. */
  readonly entry?: StateEntry | undefined;
  readonly result: Result;
}

/**
 * What a server remembers beyond one request: codes, refresh tokens, registrations, lockouts, used confirmations. Several
 * processes may share it, so everything that depends on what is there goes through {@link StateStore.change}.
 */
export interface StateStore {
  /** The entry, undefined when there is none or it has expired. */
  read(kind: string, key: string): Promise<StateEntry | undefined>;
  /** All entries of a kind that have not expired. */
  list(kind: string): Promise<readonly StateEntry[]>;
  /**
   * Reads an entry, decides, and stores the outcome, while nobody else can do the same.
   * @param decide is given the entry, undefined when there is none or it has expired
   */
  change<Result>(
    kind: string,
    key: string,
    decide: (current: StateEntry | undefined) => StateChange<Result> | Promise<StateChange<Result>>,
  ): Promise<Result>;
}
