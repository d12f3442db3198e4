import { describe, expect, it } from 'vitest';
import {
  ConflictError,
  InvalidInputError,
  NotFoundError,
  ReadOnlyError,
  UpstreamUnavailableError,
  type SonarrSeriesRow,
} from '../../src/index.js';
import { all, failure, start, type Pair } from './stand-in.js';

async function find({ client }: Pair, title: string): Promise<SonarrSeriesRow> {
  const found = (await all(client.series.list())).find((series) => series.title === title);
  if (found === undefined) throw new Error(`the household has no ${title}`);
  return found;
}

/** The document as the server has it, fields unknown to the client included. */
async function raw({ sonarr }: Pair, id: number): Promise<Record<string, unknown>> {
  const response = await fetch(`${sonarr.url}/api/v3/series/${id}`, { headers: { 'X-Api-Key': sonarr.apiKey } });
  return (await response.json()) as Record<string, unknown>;
}

const sent = ({ sonarr }: Pair, method: string) => sonarr.requests.filter((request) => request.method === method);

/** Something in TheTVDB that the household does not have, and what it takes to add it. */
async function newcomer(pair: Pair) {
  const { client } = pair;
  const [[profile], [folder], found] = await Promise.all([
    client.profiles.quality(),
    client.rootFolders.list(),
    client.series.lookup('The Bear'),
  ]);
  const series = found.find(({ title }) => title === 'The Bear');
  if (profile === undefined || folder === undefined || series === undefined) throw new Error('the household is empty');
  return { series, tvdbId: series.tvdbId, qualityProfileId: profile.id, rootFolderPath: folder.path };
}

describe('the library', () => {
  it('lists every series with what tells it apart', async () => {
    const pair = await start();
    const library = await all(pair.client.series.list());
    expect(library.length).toBe(pair.sonarr.state.series.size);
    expect(new Set(library.map(({ id }) => id)).size).toBe(library.length);
    const money = await find(pair, 'Money Heist');
    expect(money.alternateTitles).toContain('Haus des Geldes');
    expect(money.tvdbId).toBeGreaterThan(0);
    expect(money.statistics?.episodeCount).toBeGreaterThan(0);
    expect(money.seasons.length).toBeGreaterThan(1);
    expect(library.filter(({ title }) => title.startsWith('Doctor Who')).map(({ year }) => year)).toHaveLength(3);
  });

  it('leaves long texts and unknown fields out of the rows', async () => {
    const { client } = await start();
    for (const row of await all(client.series.list())) {
      expect(row).not.toHaveProperty('overview');
      expect(row).not.toHaveProperty('images');
      expect(row).not.toHaveProperty('libraryHints');
    }
  });

  it('reads one series with its overview, and finds it by its id at TheTVDB', async () => {
    const pair = await start();
    const { id, tvdbId } = await find(pair, 'Severance');
    const series = await pair.client.series.get(id);
    expect(series).toMatchObject({ id, tvdbId, title: 'Severance' });
    expect(series.overview).toBeTruthy();
    expect(await pair.client.series.getByTvdbId(tvdbId)).toEqual(series);
    expect(await pair.client.series.getByTvdbId(999_999_999)).toBeUndefined();
  });

  it('says that a series is not there', async () => {
    const { client } = await start();
    const error = await failure(client.series.get(987_654));
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error).toMatchObject({ message: 'Sonarr has no series 987654.', status: 404 });
  });
});

describe('searching for new series', () => {
  it('trap 21: marks what is in the library by its id, and never shows statistics there', async () => {
    const pair = await start();
    const { id } = await find(pair, 'Severance');
    const [known] = await pair.client.series.lookup('Severance');
    expect(known?.id).toBe(id);
    expect(known).not.toHaveProperty('statistics');
    const bear = (await pair.client.series.lookup('The Bear')).find(({ title }) => title === 'The Bear');
    expect(bear?.id).toBeUndefined();
    expect(bear?.seasons.length).toBeGreaterThan(0);
  });

  it('takes ids of other services', async () => {
    const { client } = await start();
    const [bear] = await client.series.lookup('The Bear');
    expect((await client.series.lookup(`tvdb:${bear?.tvdbId}`)).map(({ title }) => title)).toEqual([bear?.title]);
  });

  it('refuses an empty term, and says that a path is no search term', async () => {
    const { sonarr, client } = await start();
    await expect(client.series.lookup('  ')).rejects.toBeInstanceOf(InvalidInputError);
    expect(sonarr.requests).toHaveLength(0);
    const error = await failure(client.series.lookup('/tv/Severance'));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error).toMatchObject({ message: 'Sonarr cannot search for that.' });
  });

  it('says when Sonarr does not reach its metadata service', async () => {
    const { sonarr, client } = await start();
    sonarr.faults.add({
      path: '/api/v3/series/lookup',
      fault: {
        kind: 'reply',
        status: 503,
        body: { message: "Search for 'x' failed. Unable to communicate with SkyHook.", description: 'at Some.Stack()' },
      },
    });
    const error = await failure(client.series.lookup('x'));
    expect(error).toBeInstanceOf(UpstreamUnavailableError);
    expect(String(error)).toContain('metadata service');
  });
});

describe('adding a series', () => {
  it('trap 22: says everything explicitly, so that it is monitored and in season folders unless told otherwise', async () => {
    const pair = await start();
    const { series, ...request } = await newcomer(pair);
    const added = await pair.client.series.add({ ...request, title: series.title, seasons: series.seasons });
    expect(added).toMatchObject({ title: 'The Bear', monitored: true, seasonFolder: true, seriesType: 'standard' });
    expect(added?.id).toBeGreaterThan(0);
    const [post] = sent(pair, 'POST');
    expect(JSON.parse(post?.body ?? '')).toEqual({
      ...request,
      title: 'The Bear',
      seasons: series.seasons.map(({ seasonNumber, monitored }) => ({ seasonNumber, monitored })),
      monitored: true,
      monitorNewItems: 'all',
      seasonFolder: true,
      seriesType: 'standard',
      tags: [],
      addOptions: {
        monitor: 'all',
        searchForMissingEpisodes: false,
        searchForCutoffUnmetEpisodes: false,
        ignoreEpisodesWithFiles: false,
        ignoreEpisodesWithoutFiles: false,
      },
    });
  });

  it('passes on every choice', async () => {
    const pair = await start();
    const { series: _, ...request } = await newcomer(pair);
    const choices = {
      monitored: false,
      monitorNewItems: 'none',
      seasonFolder: false,
      seriesType: 'daily',
      tags: [1],
    } as const;
    await pair.client.series.add({
      ...request,
      ...choices,
      monitor: 'pilot',
      searchForMissingEpisodes: true,
      searchForCutoffUnmetEpisodes: true,
    });
    expect(JSON.parse(sent(pair, 'POST')[0]?.body ?? '')).toMatchObject({
      ...choices,
      addOptions: { monitor: 'pilot', searchForMissingEpisodes: true, searchForCutoffUnmetEpisodes: true },
    });
  });

  it('monitors the pilot alone when that was chosen, once Sonarr has fetched the episodes', async () => {
    const pair = await start();
    const { series: _, ...request } = await newcomer(pair);
    const added = await pair.client.series.add({ ...request, monitor: 'pilot' });
    const seriesId = added?.id ?? 0;
    expect(await pair.client.episodes.list({ seriesId })).toEqual([]);
    pair.sonarr.settle();
    const monitored = (await pair.client.episodes.list({ seriesId })).filter((episode) => episode.monitored);
    expect(monitored.map(({ seasonNumber, episodeNumber }) => [seasonNumber, episodeNumber])).toEqual([[1, 1]]);
  });

  it('looks up title and seasons where they were left out', async () => {
    const pair = await start();
    const { series, ...request } = await newcomer(pair);
    pair.sonarr.requests.length = 0;
    await pair.client.series.add(request);
    expect(pair.sonarr.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /api/v3/series/lookup',
      'POST /api/v3/series',
    ]);
    const body = JSON.parse(sent(pair, 'POST')[0]?.body ?? '') as { seasons: unknown[] };
    expect(body.seasons).toHaveLength(series.seasons.length);
  });

  it('is a conflict when the series is in the library already', async () => {
    const pair = await start();
    const { series: _, ...request } = await newcomer(pair);
    const { tvdbId, title, seasons } = await find(pair, 'Severance');
    const before = pair.sonarr.digest();
    const error = await failure(pair.client.series.add({ ...request, tvdbId, title, seasons }));
    expect(error).toBeInstanceOf(ConflictError);
    expect(error).toMatchObject({ message: 'This series is already in the library.', changed: 'no', retryable: false });
    expect(pair.sonarr.digest()).toBe(before);
  });

  it('says which value Sonarr refused', async () => {
    const pair = await start();
    const { series: _, ...request } = await newcomer(pair);
    const folder = await failure(pair.client.series.add({ ...request, rootFolderPath: '/nowhere' }));
    expect(folder).toBeInstanceOf(InvalidInputError);
    expect(folder).toMatchObject({ message: 'The root folder is none of those set up in Sonarr.', changed: 'no' });
    const profile = await failure(pair.client.series.add({ ...request, qualityProfileId: 4711 }));
    expect(profile).toBeInstanceOf(InvalidInputError);
    expect(profile).toMatchObject({ message: 'Sonarr has no quality profile with that id.', changed: 'no' });
  });

  it('is not found when TheTVDB does not know the id, with and without looking it up first', async () => {
    const pair = await start();
    const { series, ...request } = await newcomer(pair);
    const unknown = { ...request, tvdbId: 999_999_999 };
    expect(await failure(pair.client.series.add(unknown))).toBeInstanceOf(NotFoundError);
    expect(sent(pair, 'POST')).toHaveLength(0);
    const error = await failure(pair.client.series.add({ ...unknown, title: 'Nothing', seasons: series.seasons }));
    expect(error).toBeInstanceOf(NotFoundError);
  });

  it.each([
    ['an empty body', ''],
    ['an empty document', {}],
    ['a wrong type', [1]],
  ] as const)('is done even when Sonarr answers with %s', async (_name, body) => {
    const pair = await start();
    const { series: _, ...request } = await newcomer(pair);
    pair.sonarr.faults.add({
      method: 'POST',
      when: 'after',
      fault: { kind: 'reply', status: 201, body, headers: { 'content-type': 'application/json' } },
    });
    expect(await pair.client.series.add(request)).toBeUndefined();
    expect(await pair.client.series.getByTvdbId(request.tvdbId)).toBeDefined();
  });

  it('trap 46: is sent once, and says that nobody knows, when the connection breaks on the way back', async () => {
    const pair = await start();
    const { series: _, ...request } = await newcomer(pair);
    pair.sonarr.faults.add({ method: 'POST', when: 'after', fault: { kind: 'close' } });
    expect(await failure(pair.client.series.add(request))).toMatchObject({ changed: 'unknown', retryable: false });
    expect(sent(pair, 'POST')).toHaveLength(1);
  });
});

describe('changing a series', () => {
  it('trap 25: changes the named fields and keeps every other one, known or not', async () => {
    const pair = await start();
    const { id, monitored, qualityProfileId } = await find(pair, 'Severance');
    const before = await raw(pair, id);
    const update = await pair.client.series.update(id, { monitored: !monitored, tags: [2] });
    expect(update).toMatchObject({
      changed: true,
      before: { id, monitored },
      after: { id, monitored: !monitored, tags: [2], qualityProfileId },
    });
    const after = await raw(pair, id);
    expect(after).toEqual({ ...before, monitored: !monitored, tags: [2] });
    expect(after).toHaveProperty('lastSearchSummary.indexers.0.name');
    expect(JSON.parse(sent(pair, 'PUT')[0]?.body ?? '')).toEqual({ ...before, monitored: !monitored, tags: [2] });
  });

  it('keeps what it does not know of the seasons, those it changes too', async () => {
    const pair = await start();
    const { id } = await find(pair, 'Severance');
    const before = (await raw(pair, id))['seasons'] as Record<string, unknown>[];
    const marked = before.find((season) => season['seasonNumber'] === 1)?.['monitored'] === true;
    await pair.client.series.update(id, { seasons: [{ seasonNumber: 1, monitored: !marked }] });
    const after = (await raw(pair, id))['seasons'] as Record<string, unknown>[];
    expect(after.map((season) => season['artworkRevision'])).toEqual(before.map((season) => season['artworkRevision']));
    expect(after.map((season) => season['monitored'])).toEqual(
      before.map((season) => (season['seasonNumber'] === 1 ? !marked : season['monitored'])),
    );
  });

  it('sends nothing when all is so already', async () => {
    const pair = await start();
    const { id, monitored } = await find(pair, 'Severance');
    expect(await pair.client.series.update(id, { monitored })).toMatchObject({ changed: false });
    expect(sent(pair, 'PUT')).toHaveLength(0);
  });

  it('lets changes of one series wait for each other, so that none is lost', async () => {
    const pair = await start();
    const { id, monitored, monitorNewItems } = await find(pair, 'Severance');
    const other = monitorNewItems === 'all' ? 'none' : 'all';
    await Promise.all([
      pair.client.series.update(id, { monitored: !monitored }),
      pair.client.series.update(id, { monitorNewItems: other }),
      pair.client.series.update(id, { tags: [1, 2] }),
    ]);
    expect(await pair.client.series.get(id)).toMatchObject({
      monitored: !monitored,
      monitorNewItems: other,
      tags: [1, 2],
    });
    expect(
      pair.sonarr.requests.filter(({ path }) => path === `/api/v3/series/${id}`).map(({ method }) => method),
    ).toEqual(['GET', 'PUT', 'GET', 'PUT', 'GET', 'PUT', 'GET']);
  });

  it('says whether files move along with the folder', async () => {
    const pair = await start();
    const { id, path } = await find(pair, 'Severance');
    await pair.client.series.update(id, { path: `${path} (new)` });
    await pair.client.series.update(id, { path: `${path} (newer)`, moveFiles: true });
    expect(sent(pair, 'PUT').map(({ query }) => query)).toEqual([{ moveFiles: 'false' }, { moveFiles: 'true' }]);
  });

  it('is refused in plain words when another series uses the folder, or the season is not there', async () => {
    const pair = await start();
    const { id } = await find(pair, 'Severance');
    const { path } = await find(pair, 'Andor');
    expect(await failure(pair.client.series.update(id, { path }))).toMatchObject({
      code: 'conflict',
      message: 'Another series already uses that folder.',
      changed: 'no',
    });
    const season = pair.client.series.update(id, { seasons: [{ seasonNumber: 77, monitored: true }] });
    expect(await failure(season)).toBeInstanceOf(NotFoundError);
    expect(sent(pair, 'PUT')).toHaveLength(1);
    expect(await failure(pair.client.series.update(987_654, { monitored: true }))).toBeInstanceOf(NotFoundError);
  });

  it('answers with the change even when Sonarr accepts it without a body', async () => {
    const pair = await start();
    const { id, monitored } = await find(pair, 'Severance');
    pair.sonarr.faults.add({ method: 'PUT', when: 'after', fault: { kind: 'reply', status: 202 } });
    const update = await pair.client.series.update(id, { monitored: !monitored });
    expect(update).toMatchObject({ changed: true, after: { title: 'Severance', monitored: !monitored } });
  });
});

describe('deleting a series', () => {
  it('trap 1: keeps files and import lists as they are unless told otherwise, and copes with an empty answer', async () => {
    const pair = await start();
    const { id } = await find(pair, 'Velma');
    expect(await pair.client.series.delete(id)).toMatchObject({ id, title: 'Velma' });
    expect(sent(pair, 'DELETE').map(({ query }) => query)).toEqual([
      { deleteFiles: 'false', addImportListExclusion: 'false' },
    ]);
    pair.sonarr.settle();
    expect(pair.sonarr.state.series.has(id)).toBe(false);
    expect(pair.sonarr.state.deletedFolders).toEqual([]);
    expect(pair.sonarr.state.exclusions).toEqual([]);
  });

  it('deletes the files and keeps import lists away when told to', async () => {
    const pair = await start();
    const { id, path, tvdbId } = await find(pair, 'Velma');
    await pair.client.series.delete(id, { deleteFiles: true, addImportListExclusion: true });
    pair.sonarr.settle();
    expect(pair.sonarr.state.deletedFolders).toEqual([path]);
    expect(pair.sonarr.state.exclusions.map((exclusion) => exclusion.tvdbId)).toEqual([tvdbId]);
  });

  it('trap 29: says that a series is not there, without asking Sonarr to delete it', async () => {
    const pair = await start();
    const error = await failure(pair.client.series.delete(987_654));
    expect(error).toBeInstanceOf(NotFoundError);
    expect(sent(pair, 'DELETE')).toHaveLength(0);
  });

  it('happens once when it is asked for twice at the same time', async () => {
    const pair = await start();
    const { id } = await find(pair, 'Velma');
    const [first, second] = await Promise.allSettled([pair.client.series.delete(id), pair.client.series.delete(id)]);
    expect(first.status).toBe('fulfilled');
    expect(second.status === 'rejected' && second.reason).toBeInstanceOf(NotFoundError);
    expect(sent(pair, 'DELETE')).toHaveLength(1);
  });
});

describe('the view that only reads', () => {
  it('refuses every change before anything is sent, and reads as ever', async () => {
    const pair = await start();
    const reader = pair.client.readOnly();
    const { id } = await find(pair, 'Severance');
    const { series: _, ...request } = await newcomer(pair);
    pair.sonarr.requests.length = 0;
    const before = pair.sonarr.digest();
    const changes = [
      reader.series.add(request),
      reader.series.update(id, { monitored: false }),
      reader.series.delete(id),
      reader.tags.create('new'),
      reader.commands.start({ name: 'RssSync' }),
      reader.readOnly().series.delete(id),
    ];
    for (const change of changes) expect(await failure(change)).toBeInstanceOf(ReadOnlyError);
    expect(pair.sonarr.requests).toHaveLength(0);
    expect(pair.sonarr.digest()).toBe(before);
    expect(await reader.series.get(id)).toMatchObject({ title: 'Severance' });
  });
});
