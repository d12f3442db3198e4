import { readFileSync } from 'node:fs';
import { findContract } from '@watchstack/core/testing';
import { describe, expect, it } from 'vitest';
import { start } from './stand-in.js';

interface Contract {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<Record<string, { readonly parameters?: readonly { readonly in: string; readonly name: string }[] }>>
    >
  >;
}

/** What Trakt takes and its description leaves out: its documentation names these filters and this paging. */
const undescribed: Readonly<Record<string, readonly string[]>> = {
  '/search/{type}': ['years'],
  '/sync/watched/{type}': ['page', 'limit'],
};

const file = findContract('trakt.openapi.json');

describe.runIf(file !== undefined)("Trakt's own description", () => {
  const contract = JSON.parse(file === undefined ? '{}' : readFileSync(file, 'utf8')) as Contract;

  /** The template of a path, the one with most literal segments where several fit. */
  function templateOf(concrete: string): string | undefined {
    return Object.keys(contract.paths)
      .filter((template) => new RegExp(`^${template.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`).test(concrete))
      .sort((a, b) => a.split('{').length - b.split('{').length)[0];
  }

  it('has every request that the client can make, with its method and its query', async () => {
    const { trakt, client } = await start();
    const item = { type: 'show', ids: { trakt: 1 } } as const;
    await client.search.text('Fargo', { years: '1990-2000' });
    await client.search.byId('tvdb', 1);
    await client.search.otherNames('show', trakt.household.shows[0]?.ids.trakt ?? 0);
    await client.search.otherNames('movie', trakt.household.films[0]?.ids.trakt ?? 0);
    await client.shows.trending({
      genres: ['drama'],
      years: '2020-2026',
      ignoreWatched: true,
      ignoreWatchlisted: true,
    });
    await client.watched.shows();
    await client.watched.showPlays();
    await client.watchlist.list();
    await client.watchlist.add([item]);
    await client.watchlist.remove([item]);
    await client.users.account();
    const wrong = trakt.requests.flatMap(({ method, path: concrete, query }) => {
      const template = templateOf(concrete);
      const operation = template === undefined ? undefined : contract.paths[template]?.[method.toLowerCase()];
      if (template === undefined || operation === undefined) return [`${method} ${concrete}`];
      const known = [
        ...(operation.parameters ?? []).filter((each) => each.in === 'query').map(({ name }) => name),
        ...(undescribed[template] ?? []),
      ];
      return Object.keys(query)
        .filter((name) => !known.includes(name))
        .map((name) => `${method} ${template}?${name}`);
    });
    expect(trakt.requests).toHaveLength(11);
    expect(wrong).toEqual([]);
    await trakt.close();
  });
});
