import { createHousehold } from '../../src/household/index.js';
import { startTrakt, type TraktOptions } from '../../src/trakt/index.js';

/** When it is in the household of these tests. */
export const now = new Date('2026-11-21T17:00:00Z');

/** Starts a Trakt that does not hold writes to one a second, unless told. */
export async function start(options: TraktOptions = {}) {
  const trakt = await startTrakt({
    household: createHousehold({ now }),
    now: () => now,
    writeLimit: false,
    ...options,
  });
  /** Asks as the owner would, unless headers say otherwise; null takes one away. */
  const ask = async (
    path: string,
    init: { method?: string; body?: unknown; headers?: Record<string, string | null> } = {},
  ) => {
    const headers: Record<string, string | null> = {
      'content-type': 'application/json',
      'user-agent': 'test/1',
      'trakt-api-version': '2',
      'trakt-api-key': trakt.clientId,
      authorization: `Bearer ${trakt.accessToken}`,
      ...init.headers,
    };
    const response = await fetch(`${trakt.url}${path}`, {
      method: init.method ?? 'GET',
      headers: Object.entries(headers).filter((pair): pair is [string, string] => pair[1] !== null),
      ...(init.body === undefined
        ? {}
        : { body: typeof init.body === 'string' ? init.body : JSON.stringify(init.body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      // What a test reads from it is checked by its assertions.
      json: text.startsWith('[') || text.startsWith('{') ? (JSON.parse(text) as never) : (undefined as never),
    };
  };
  const post = (path: string, body: unknown) => ask(path, { method: 'POST', body });
  return { trakt, ask, post };
}

/** The short form of a title in answers. */
export interface Named {
  readonly title: string;
  readonly year: number;
  readonly ids: Readonly<Record<string, string | number | null>>;
  readonly [more: string]: unknown;
}
