import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findContract } from '../find-contract.js';
import { start } from './trakt.js';

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly additionalProperties?: Schema | boolean;
}
interface Contract {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly responses: Readonly<
              Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>
            >;
          }
        >
      >
    >
  >;
}

const file = findContract('trakt.openapi.json');

/** Names in our answer that the description does not have at that place. */
function unknownNames(value: unknown, schema: Schema, at = ''): string[] {
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices !== undefined) {
    const tries = choices.map((choice) => unknownNames(value, choice, at));
    return tries.reduce((best, each) => (each.length < best.length ? each : best));
  }
  if (Array.isArray(value))
    return value.slice(0, 3).flatMap((item) => unknownNames(item, schema.items ?? {}, `${at}[]`));
  if (typeof value !== 'object' || value === null) return [];
  const { properties, additionalProperties } = schema;
  return Object.entries(value).flatMap(([name, member]) => {
    const known = properties?.[name] ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined);
    if (known !== undefined) return unknownNames(member, known, `${at}.${name}`);
    return properties === undefined || additionalProperties === true ? [] : [`${at}.${name}`];
  });
}

describe.runIf(file !== undefined)("Trakt's own description", () => {
  const contract = JSON.parse(file === undefined ? '{}' : readFileSync(file, 'utf8')) as Contract;
  let service: Awaited<ReturnType<typeof start>>;
  beforeAll(async () => {
    service = await start();
  });
  afterAll(async () => {
    await service.trakt.close();
  });

  it('has every route that the stand-in serves', () => {
    const missing = service.trakt.routes.filter(
      ({ method, path: route }) => contract.paths[route]?.[method.toLowerCase()] === undefined,
    );
    expect(missing).toEqual([]);
  });

  // Watched shows are missing here: the description of that path has only the fields of movies.
  it('knows every name in the answers', async () => {
    const trakt = service.trakt.household.shows[0]?.ids.trakt;
    const asked = [
      ['/search/{type}', 'get', '/search/show?query=dark&extended=full'],
      ['/search/{id_type}/{id}', 'get', `/search/trakt/${trakt}?type=show&extended=full`],
      ['/shows/trending', 'get', '/shows/trending?extended=full'],
      ['/movies/trending', 'get', '/movies/trending?extended=full'],
      ['/shows/{id}', 'get', `/shows/${trakt}?extended=full`],
      ['/users/{id}/watched/shows', 'get', '/users/me/watched/shows?extended=min'],
      ['/sync/watchlist/{type}/{sort_by}/{sort_how}', 'get', '/sync/watchlist/all/rank/asc?extended=full'],
      ['/sync/last_activities', 'get', '/sync/last_activities'],
    ] as const;
    for (const [route, method, url] of asked) {
      const schema = Object.values(contract.paths[route]?.[method]?.responses['200']?.content ?? {})[0]?.schema;
      expect(schema, route).toBeDefined();
      expect({ route, unknown: unknownNames((await service.ask(url)).json, schema ?? {}) }).toEqual({
        route,
        unknown: [],
      });
    }
  });
});
