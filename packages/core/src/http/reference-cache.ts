/** Keeps reference data (profiles, tags, sections) for a short time. Never for libraries, queues, history or sessions. */
export interface ReferenceCache {
  /**
   * What is kept under the key, or what `load` brings. Calls for one key at the same time share one load; a failed one is not
   * kept and fails for all who share it. One key always holds one kind of value.
   */
  get<T>(key: string, load: () => Promise<T>): Promise<T>;
  /** Forgets one key, or everything; a load under way is not kept either. */
  clear(key?: string): void;
}

/**
 * @param options.ttlMs how long a value is kept, 60 s unless told
 * @param options.now the clock, in milliseconds
 */
export function createReferenceCache(
  options: { readonly ttlMs?: number; readonly now?: () => number } = {},
): ReferenceCache {
  const { ttlMs = 60_000, now = Date.now } = options;
  const kept = new Map<string, { readonly value: Promise<unknown>; readonly until: number }>();
  return {
    get<T>(key: string, load: () => Promise<T>): Promise<T> {
      const found = kept.get(key);
      // The key decides the type, as the interface says; the map cannot know it.
      if (found !== undefined && now() < found.until) return found.value as Promise<T>;
      const value = load();
      const entry = { value, until: now() + ttlMs };
      kept.set(key, entry);
      value.catch(() => {
        if (kept.get(key) === entry) kept.delete(key);
      });
      return value;
    },
    clear(key) {
      if (key === undefined) kept.clear();
      else kept.delete(key);
    },
  };
}
