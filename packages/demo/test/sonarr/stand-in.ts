import { afterEach } from 'vitest';

import { createHousehold } from '../../src/household/index.js';
import { startSonarr } from '../../src/sonarr/index.js';
import type { SonarrOptions, SonarrStandIn } from '../../src/sonarr/index.js';

/** A Wednesday afternoon in Vienna, in summer. */
export const noon = new Date('2026-05-20T12:00:00Z');

/** Nothing changes a household, so that all tests can start from one. */
const usual = createHousehold({ now: noon });

const running: SonarrStandIn[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.close()));
});

/** An answer, read as text and, where it is JSON, parsed. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: unknown;
}

/** A Sonarr of its own for one test, and a way to talk to it with the right key. */
export interface Session {
  readonly sonarr: SonarrStandIn;
  readonly send: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
  /** GET that must answer 200 and an object. */
  readonly get: (path: string) => Promise<Record<string, unknown>>;
  /** GET that must answer 200 and a list of objects. */
  readonly list: (path: string) => Promise<Record<string, unknown>[]>;
}

/** The answer's JSON as an object. Throws when it is none. */
export function object(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError('not an object');
  return { ...value };
}

/** The answer's JSON as a list of objects. Throws when it is none. */
export function objects(value: unknown): Record<string, unknown>[] {
  if (!Array.isArray(value)) throw new TypeError('not a list');
  return value.map(object);
}

/** Starts a Sonarr whose clock stands still at `noon`, and whose commands wait for `settle`. */
export async function open(options: SonarrOptions = {}): Promise<Session> {
  const sonarr = await startSonarr({ household: usual, now: () => noon, commandDelayMs: 60_000, ...options });
  running.push(sonarr);
  const send: Session['send'] = async (method, path, body, headers = {}) => {
    const response = await fetch(`${sonarr.url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        'x-api-key': sonarr.apiKey,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? (JSON.parse(text) as unknown) : undefined,
    };
  };
  const read = async (path: string): Promise<unknown> => {
    const answer = await send('GET', path);
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${answer.text}`);
    return answer.body;
  };
  return {
    sonarr,
    send,
    get: async (path) => object(await read(path)),
    list: async (path) => objects(await read(path)),
  };
}

/** The series of the library with that title. Throws when there is none. */
export async function seriesNamed(session: Session, title: string): Promise<Record<string, unknown>> {
  const found = (await session.list('/api/v3/series')).find((series) => series['title'] === title);
  if (found === undefined) throw new Error(`no series is called ${title}`);
  return found;
}
