import { readFileSync } from 'node:fs';
import { findContract } from '@watchstack/core/testing';
import { describe, expect, it } from 'vitest';
import type { SonarrClient } from '../../src/index.js';
import { everyRequest } from './every-request/index.js';
import { start, type Pair } from './stand-in.js';

interface Parameter {
  readonly name: string;
  readonly in: string;
}

interface Contract {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly parameters?: readonly Parameter[] } | undefined>>>
  >;
  readonly components: {
    readonly schemas: Readonly<Record<string, { readonly properties?: Readonly<Record<string, unknown>> }>>;
  };
}

const contractFile = findContract('sonarr-v3.openapi.json');

/** The client with a note of every method that is called, so that none is forgotten below. */
function watched(client: SonarrClient, called: Set<string>): SonarrClient {
  const note = (area: string, value: object): object =>
    new Proxy(value, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name, target);
        if (typeof member !== 'function' || typeof name !== 'string') return member;
        return (...args: unknown[]): unknown => {
          called.add(`${area}.${name}`);
          return Reflect.apply(member, target, args);
        };
      },
    });
  return new Proxy(client, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'object' && member !== null ? note(String(name), member) : member;
    },
  });
}

/** Every method of every area of the client, as it is. */
function methods(client: SonarrClient): string[] {
  return Object.entries(client).flatMap(([area, value]: [string, unknown]) =>
    typeof value !== 'object' || value === null
      ? []
      : Object.getOwnPropertyNames(Object.getPrototypeOf(value))
          .filter((name) => name !== 'constructor')
          .map((name) => `${area}.${name}`),
  );
}

/** Makes every request that the client can make, and notes which methods made them. */
async function callEverything({ sonarr, client }: Pair, called: Set<string>): Promise<void> {
  for (const requests of everyRequest) await requests({ sonarr, client: watched(client, called) });
}

describe.runIf(contractFile !== undefined)("Sonarr's own description of its API", () => {
  const contract = JSON.parse(contractFile === undefined ? '{}' : readFileSync(contractFile, 'utf8')) as Contract;

  const described = (method: string, path: string) => {
    const template = Object.keys(contract.paths).find((each) =>
      new RegExp(`^${each.replace(/\{[^}]+\}/g, '\\d+')}$`).test(path),
    );
    return template === undefined ? undefined : contract.paths[template]?.[method.toLowerCase()];
  };

  it('has every request that the client makes, with that method and those query names', async () => {
    const pair = await start();
    const called = new Set<string>();
    await callEverything(pair, called);
    expect([...called].sort()).toEqual(methods(pair.client).sort());
    const undescribed = pair.sonarr.requests.flatMap(({ method, path, query }) => {
      const operation = described(method, path);
      if (operation === undefined) return [`${method} ${path}`];
      const known = new Set((operation.parameters ?? []).filter((each) => each.in === 'query').map(({ name }) => name));
      return Object.keys(query).flatMap((name) => (known.has(name) ? [] : [`${method} ${path}?${name}`]));
    });
    expect(undescribed).toEqual([]);
    expect(pair.sonarr.requests.every(({ status }) => status >= 200 && status < 300)).toBe(true);
  });

  it('has every field of a new series and of its options, and of a tag', async () => {
    const pair = await start();
    await callEverything(pair, new Set());
    const names = (schema: string) => Object.keys(contract.components.schemas[schema]?.properties ?? {});
    const bodyOf = (path: string) => {
      const request = pair.sonarr.requests.find((each) => each.method === 'POST' && each.path === path);
      return JSON.parse(request?.body ?? '{}') as Record<string, unknown>;
    };
    const series = bodyOf('/api/v3/series');
    expect(names('SeriesResource')).toEqual(expect.arrayContaining(Object.keys(series)));
    expect(names('AddSeriesOptions')).toEqual(expect.arrayContaining(Object.keys(series['addOptions'] as object)));
    expect(names('TagResource')).toEqual(expect.arrayContaining(Object.keys(bodyOf('/api/v3/tag'))));
  });
});
