import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { findContract } from '../find-contract.js';
import { object, open } from './stand-in.js';

type Schema = Record<string, unknown>;

const contractPath = findContract('sonarr-v3.openapi.json');
const contract = contractPath === undefined ? {} : object(JSON.parse(readFileSync(contractPath, 'utf8')));

/** Fields that the stand-in has on purpose although nobody describes them. */
const UNDESCRIBED = /(^|\.)(lastSearchSummary|libraryHints|seasons\[\]\.artworkRevision)$/;
/** What the description is known to be wrong about: an address is a text, a command's body holds its arguments, and a setting's
 * value may be anything. */
const MISDESCRIBED = /(^|\.)(wikiUrl|body|runTime|timeleft|duration|fields\[\]\.value)$/;

function child(parent: unknown, ...keys: string[]): Schema {
  let found: unknown = parent;
  for (const key of keys)
    found = typeof found === 'object' && found !== null ? new Map(Object.entries(found)).get(key) : undefined;
  return typeof found === 'object' && found !== null ? { ...found } : {};
}

function resolve(schema: Schema): Schema {
  const reference = schema['$ref'];
  if (typeof reference === 'string')
    return resolve(child(contract, 'components', 'schemas', reference.split('/').at(-1) ?? ''));
  const [only] = Array.isArray(schema['allOf']) ? (schema['allOf'] as unknown[]) : [];
  return only === undefined ? schema : resolve(object(only));
}

/** What is wrong with a value, as the description sees it. */
function differences(value: unknown, described: Schema, path: string): string[] {
  const schema = resolve(described);
  const place = path.replace(/\[\d+\]/g, '[]');
  if (UNDESCRIBED.test(place) || MISDESCRIBED.test(place)) return [];
  const allowed = schema['enum'];
  if (Array.isArray(allowed) && !allowed.includes(value)) return [`${place}: ${String(value)} is not one of its words`];
  if (Array.isArray(value)) {
    if (schema['type'] !== 'array') return [`${place}: a list`];
    return value.flatMap((one, index) => differences(one, child(schema, 'items'), `${path}[${index}]`));
  }
  if (typeof value === 'object' && value !== null) {
    const properties = child(schema, 'properties');
    return Object.entries(value).flatMap(([key, one]) => {
      const here = path === '' ? key : `${path}.${key}`;
      if (key in properties) return differences(one, child(properties, key), here);
      const isOpen = typeof schema['additionalProperties'] === 'object';
      return isOpen || UNDESCRIBED.test(here.replace(/\[\d+\]/g, '[]')) ? [] : [`${here}: is not described`];
    });
  }
  const type =
    typeof value === 'number' ? (Number.isInteger(value) ? ['integer', 'number'] : ['number']) : [typeof value];
  return type.includes(String(schema['type']))
    ? []
    : [`${place}: ${typeof value} instead of ${String(schema['type'])}`];
}

describe.runIf(contractPath !== undefined)('the description of the v3 API', () => {
  it('has every route that is served, under the same method', async () => {
    const { sonarr } = await open();
    expect(sonarr.routes.length).toBeGreaterThan(40);
    const paths = child(contract, 'paths');
    for (const { method, path } of sonarr.routes) {
      expect(child(paths, path.replace(':int', '')), `${method} ${path}`).toHaveProperty(method.toLowerCase());
    }
  });

  const reads = [
    '/ping',
    '/api/v3/system/status',
    '/api/v3/health',
    '/api/v3/diskspace',
    '/api/v3/rootfolder',
    '/api/v3/rootfolder/{id}',
    '/api/v3/qualityprofile',
    '/api/v3/qualityprofile/{id}',
    '/api/v3/tag',
    '/api/v3/customformat',
    '/api/v3/customformat/{id}',
    '/api/v3/qualitydefinition',
    '/api/v3/qualitydefinition/{id}',
    '/api/v3/tag/detail',
    '/api/v3/tag/{id}',
    '/api/v3/log?page=1&pageSize=200&sortKey=time&sortDirection=descending&level=info',
    '/api/v3/system/task',
    '/api/v3/system/task/{id}',
    '/api/v3/system/backup',
    '/api/v3/update',
    '/api/v3/indexer',
    '/api/v3/indexer/{id}',
    '/api/v3/downloadclient',
    '/api/v3/importlist',
    '/api/v3/notification',
    '/api/v3/config/host',
    '/api/v3/config/mediamanagement',
    '/api/v3/config/downloadclient',
    '/api/v3/remotepathmapping',
    '/api/v3/series',
    '/api/v3/series/{id}',
    '/api/v3/episode?seriesId=12&includeSeries=true&includeEpisodeFile=true&includeImages=true',
    '/api/v3/episodefile?seriesId=12',
    '/api/v3/calendar?includeSeries=true&includeEpisodeFile=true&unmonitored=true',
    '/api/v3/queue?includeSeries=true&includeEpisode=true&includeUnknownSeriesItems=true&pageSize=100',
    '/api/v3/queue/status',
    '/api/v3/queue/details?includeSeries=true&includeEpisode=true',
    '/api/v3/wanted/missing?includeSeries=true&includeImages=true',
    '/api/v3/wanted/cutoff?includeSeries=true&includeEpisodeFile=true',
    '/api/v3/history?includeSeries=true&includeEpisode=true&pageSize=300',
    '/api/v3/history/since?date=2026-05-01T00:00:00Z',
    '/api/v3/history/series?seriesId=12',
    '/api/v3/blocklist',
    '/api/v3/delayprofile',
    '/api/v3/delayprofile/{id}',
    '/api/v3/importlistexclusion',
    '/api/v3/release?seriesId=19&seasonNumber=1',
    '/api/v3/config/naming',
    '/api/v3/config/naming/{id}',
    '/api/v3/rename?seriesId=45&seasonNumber=1',
    '/api/v3/manualimport?folder=/downloads/by-hand&filterExistingFiles=true',
    '/api/v3/manualimport?seriesId=12&seasonNumber=1',
    '/api/v3/language',
    '/api/v3/command',
    '/api/v3/command/{id}',
  ];

  it.each(reads)('describes everything that GET %s answers', async (path) => {
    const { send } = await open();
    await send('POST', '/api/v3/command', { name: 'RefreshSeries', seriesIds: [1] });
    const answer = await send('GET', path.replace('{id}', '1'));
    expect(answer.status).toBe(200);
    const [bare = ''] = path.split('?');
    const content = child(contract, 'paths', bare, 'get', 'responses', '200', 'content');
    const schema = child(content[Object.keys(content)[0] ?? ''], 'schema');
    expect(Object.keys(schema).length, 'the description has an answer').toBeGreaterThan(0);
    expect([...new Set(differences(answer.body, schema, ''))]).toEqual([]);
  });

  it('describes every parameter that these calls send', () => {
    for (const path of reads) {
      const [bare = '', query = ''] = path.split('?');
      const parameters = child(contract, 'paths', bare, 'get')['parameters'];
      const names = Array.isArray(parameters) ? parameters.map((one: unknown) => object(one)['name']) : [];
      for (const name of new URLSearchParams(query).keys()) expect(names, bare).toContain(name);
    }
  });

  it('describes what a lookup and a new series look like', async () => {
    const { send } = await open();
    const series = child(contract, 'components', 'schemas', 'SeriesResource');
    for (const term of ['severance', 'the expanse']) {
      const answer = await send('GET', `/api/v3/series/lookup?term=${encodeURIComponent(term)}`);
      expect(
        differences(answer.body, { type: 'array', items: series }, '').filter(
          (one) => !one.includes('artworkRevision'),
        ),
      ).toEqual([]);
    }
    const added = await send('POST', '/api/v3/series', {
      title: 'The Expanse',
      tvdbId: 280619,
      qualityProfileId: 4,
      rootFolderPath: '/tv',
    });
    expect(differences(added.body, series, '')).toEqual([]);
  });
});
