import { describe, expect, it } from 'vitest';
import { externalIds } from '../../src/index.js';

describe('the ids of other databases', () => {
  it('are read from the list that current agents give', () => {
    expect(
      externalIds({ guid: 'plex://show/5d9c086c', guids: ['imdb://tt0903747', 'tmdb://1396', 'tvdb://81189'] }),
    ).toEqual({ plex: 'plex://show/5d9c086c', imdb: 'tt0903747', tmdb: 1396, tvdb: 81_189 });
  });

  it.each([
    ['com.plexapp.agents.thetvdb://81189?lang=en', { tvdb: 81_189 }],
    ['com.plexapp.agents.imdb://tt0133093?lang=en', { imdb: 'tt0133093' }],
    ['com.plexapp.agents.themoviedb://603?lang=en', { tmdb: 603 }],
    ['com.plexapp.agents.hama://tvdb-79481?lang=en', { tvdb: 79_481 }],
    ['com.plexapp.agents.hama://tvdb4-79481?lang=en', { tvdb: 79_481 }],
  ])('are read from the guid of an older agent: %s', (guid, ids) => {
    expect(externalIds({ guid, guids: [] })).toEqual(ids);
  });

  it.each([
    'local://1234',
    'none://',
    'com.plexapp.agents.none://abc?lang=xn',
    'com.plexapp.agents.thetvdb://81189/1/3?lang=en',
    'com.plexapp.agents.hama://anidb-1530?lang=en',
    'tvdb://not-a-number',
    'nonsense',
    '',
  ])('are not invented for %j', (guid) => {
    expect(externalIds({ guid, guids: [] })).toEqual({});
  });
});
