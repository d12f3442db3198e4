import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lookupSeriesSchema, seriesRowSchema, seriesSchema } from '../../src/client/series-document.js';

const needed = { id: 5, title: 'Severance', tvdbId: 371_980, monitored: true, qualityProfileId: 1, path: '/tv/S' };

const optional = [
  ...['sortTitle', 'cleanTitle', 'titleSlug', 'alternateTitles', 'year', 'status', 'ended', 'network', 'runtime'],
  ...['originalLanguage', 'certification', 'genres', 'seriesType', 'firstAired', 'lastAired', 'tmdbId', 'imdbId'],
  ...['tvMazeId', 'monitorNewItems', 'seasonFolder', 'rootFolderPath', 'tags', 'added', 'nextAiring', 'statistics'],
  ...['overview', 'airTime', 'ratings', 'images', 'somethingNew'],
];

describe('reading a series', () => {
  it('trap 38: needs no more than what the next call depends on', () => {
    expect(seriesSchema.parse(needed)).toMatchObject({
      ...needed,
      seasons: [],
      tags: [],
      genres: [],
      alternateTitles: [],
    });
    for (const field of Object.keys(needed)) {
      const { [field]: _, ...without } = needed as Record<string, unknown>;
      expect(seriesRowSchema.safeParse(without).success).toBe(false);
    }
  });

  it('is not spoilt by anything that stands in a field it could do without', () => {
    const junk = fc.dictionary(fc.constantFrom(...optional), fc.jsonValue());
    fc.assert(
      fc.property(junk, (fields) => {
        for (const schema of [seriesRowSchema, seriesSchema, lookupSeriesSchema]) {
          expect(schema.parse({ ...fields, ...needed })).toMatchObject({ title: 'Severance', tvdbId: 371_980 });
        }
      }),
    );
  });

  it('trap 38: takes null and 0 for nothing where Sonarr means nothing by them', () => {
    const series = seriesSchema.parse({ ...needed, seasons: null, overview: null, year: 0, tmdbId: 0, imdbId: '' });
    expect(series.seasons).toEqual([]);
    expect(series).toMatchObject({ overview: undefined, year: undefined, tmdbId: undefined, imdbId: undefined });
  });

  it('passes on words of an enumeration that no Sonarr had yet', () => {
    expect(seriesSchema.parse({ ...needed, status: 'hiatus', seriesType: 'web' })).toMatchObject({
      status: 'hiatus',
      seriesType: 'web',
    });
  });

  it('refuses seasons that cannot be told apart, because a change would hit the wrong one', () => {
    expect(seriesSchema.safeParse({ ...needed, seasons: [{ monitored: true }] }).success).toBe(false);
    expect(seriesSchema.safeParse({ ...needed, seasons: [{ seasonNumber: 0, monitored: true }] }).success).toBe(true);
  });
});
