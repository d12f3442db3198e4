import { describe, expect, it } from 'vitest';

import { noon, object, objects, open, seriesNamed, type Session } from './stand-in.js';

const release = '/api/v3/release';
const command = '/api/v3/command';

async function episode(session: Session, title: string, code: string): Promise<Record<string, unknown>> {
  const series = await seriesNamed(session, title);
  const rows = await session.list(`/api/v3/episode?seriesId=${String(series['id'])}`);
  const found = rows.find((row) => `${String(row['seasonNumber'])}x${String(row['episodeNumber'])}` === code);
  if (found === undefined) throw new Error(`${title} has no ${code}`);
  return found;
}

async function search(session: Session, title: string, code: string): Promise<Record<string, unknown>[]> {
  const { id } = await episode(session, title, code);
  const rows = await session.list(`${release}?episodeId=${String(id)}`);
  return rows.sort((left, right) => Number(left['releaseWeight']) - Number(right['releaseWeight']));
}

async function queued(session: Session): Promise<unknown[]> {
  const answer = await session.get('/api/v3/queue?pageSize=500&includeUnknownSeriesItems=true');
  return objects(answer['records']).map((row) => row['title']);
}

/** Sends a command, lets it end, and answers its last words. */
async function done(session: Session, body: Record<string, unknown>): Promise<string> {
  const { id } = object((await session.send('POST', command, body)).body);
  session.sonarr.settle();
  return String((await session.get(`${command}/${String(id)}`))['message']);
}

describe('an interactive search', () => {
  it('brings what the indexers have, good and bad, each with the reasons against it', async () => {
    const rows = await search(await open(), 'Wednesday', '2x3');
    const reasons = (part: string): unknown => rows.find((row) => String(row['title']).includes(part))?.['rejections'];
    expect(rows.some((row) => row['approved'] === true)).toBe(true);
    expect(reasons('.HC.')).toEqual([expect.stringMatching(/^Custom Formats Hardcoded Subs have score -\d+ below/)]);
    expect(reasons('720p.HDTV')).toContain('HDTV-720p v1 is not wanted in profile');
    expect(reasons('-playWEB')).toContain('Not enough seeders: 0. Minimum seeders: 1');
    expect(reasons('-SMALL')).toEqual([expect.stringContaining('is smaller than minimum allowed')]);
    expect(rows.filter((row) => row['fullSeason'] === true).length).toBeGreaterThan(0);
    for (const row of rows.filter((one) => one['fullSeason'] === true)) {
      expect(row['rejections']).toContain('Full season pack');
    }
  });

  it('holds secrets of indexers, does not sort by preference, and is the same every time', async () => {
    const session = await open();
    const { id } = await episode(session, 'Wednesday', '2x3');
    const rows = await session.list(`${release}?episodeId=${String(id)}`);
    expect(JSON.stringify(rows[0])).toContain('canary-passkey-of-the-owner');
    expect(String(rows[0]?.['downloadUrl'])).toContain('apikey=');
    const weights = rows.map((row) => Number(row['releaseWeight']));
    expect(weights).not.toEqual([...weights].sort((left, right) => left - right));
    expect(await session.list(`${release}?episodeId=${String(id)}`)).toEqual(rows);
  });

  it('of what is there already says so', async () => {
    const rows = await search(await open(), 'Severance', '1x3');
    expect(rows.every((row) => row['approved'] === false)).toBe(true);
    expect(JSON.stringify(rows)).toContain('Existing file meets cutoff: WEBDL-2160p v1');
  });

  it('of a season brings packs, which an episode search refuses', async () => {
    const session = await open();
    const { id } = await seriesNamed(session, 'Wednesday');
    const rows = await session.list(`${release}?seriesId=${String(id)}&seasonNumber=2`);
    const packs = rows.filter((row) => row['fullSeason'] === true);
    expect(packs.some((row) => row['approved'] === true)).toBe(true);
    expect(session.sonarr.state.askedIndexers).toEqual(['season']);
  });

  it('finds nothing for what nobody has any more, and 404 for what nobody knows', async () => {
    const session = await open();
    expect(await search(session, 'Borgen', '1x1')).toEqual([]);
    expect((await session.send('GET', `${release}?episodeId=987654`)).status).toBe(404);
    expect((await session.send('GET', `${release}?seriesId=9999&seasonNumber=1`)).status).toBe(404);
  });

  it('without an episode or a season fetches everything from everyone, a series alone as well', async () => {
    const session = await open();
    const { id } = await seriesNamed(session, 'Wednesday');
    for (const query of ['', `?seriesId=${String(id)}`, '?seasonNumber=1']) {
      expect((await session.list(`${release}${query}`)).length).toBeGreaterThan(0);
    }
    expect(session.sonarr.state.askedIndexers).toEqual(['everything', 'everything', 'everything']);
  });

  it('changes nothing', async () => {
    const session = await open();
    const before = session.sonarr.digest();
    await search(session, 'Wednesday', '2x3');
    expect(session.sonarr.digest()).toBe(before);
  });
});

describe('a grab', () => {
  it('puts a release into the queue and the history, rejected ones too', async () => {
    const session = await open();
    const rejected = (await search(session, 'Severance', '1x3'))[0];
    const { guid, indexerId, title } = rejected ?? {};
    const before = session.sonarr.digest();
    const answer = await session.send('POST', release, { guid, indexerId });
    expect([answer.status, object(answer.body)['guid']]).toEqual([200, guid]);
    expect(await queued(session)).toContain(title);
    const history = await session.get('/api/v3/history?eventType=1&pageSize=1&sortKey=date&sortDirection=descending');
    expect(objects(history['records'])[0]).toMatchObject({
      sourceTitle: title,
      eventType: 'grabbed',
      data: { releaseSource: 'InteractiveSearch' },
    });
    expect(session.sonarr.digest()).not.toBe(before);
  });

  it('of a season is one download with a row for every episode', async () => {
    const session = await open();
    const { id } = await seriesNamed(session, 'Wednesday');
    const rows = await session.list(`${release}?seriesId=${String(id)}&seasonNumber=2`);
    const pack = rows.find((row) => row['fullSeason'] === true && row['approved'] === true);
    await session.send('POST', release, { guid: pack?.['guid'], indexerId: pack?.['indexerId'] });
    expect((await queued(session)).filter((title) => title === pack?.['title'])).toHaveLength(8);
  });

  it('is possible for half an hour after the search', async () => {
    let now = noon;
    const session = await open({ now: () => now });
    const [row] = await search(session, 'Wednesday', '2x3');
    const body = { guid: row?.['guid'], indexerId: row?.['indexerId'] };
    expect((await session.send('POST', release, { ...body, indexerId: 7 })).status).toBe(404);
    now = new Date(noon.getTime() + 31 * 60_000);
    const late = await session.send('POST', release, body);
    expect([late.status, object(late.body)['message']]).toEqual([
      404,
      "Couldn't find requested release in cache, try searching again",
    ]);
  });

  it('fails with the indexer, and without saying what to grab', async () => {
    const session = await open();
    const row = (await search(session, 'Wednesday', '2x3')).find((one) => one['indexer'] === 'Nordlicht');
    session.sonarr.state.silentIndexers.add(1);
    const refused = await session.send('POST', release, { guid: row?.['guid'], indexerId: row?.['indexerId'] });
    expect([refused.status, object(refused.body)['message']]).toEqual([409, 'Getting release from indexer failed']);
    expect((await session.send('POST', release, { guid: 'x' })).status).toBe(400);
  });

  it('of a release that was blocked afterwards is refused by the next search', async () => {
    const session = await open();
    const best = (await search(session, 'Wednesday', '2x3')).find((row) => row['approved'] === true);
    await session.send('POST', release, { guid: best?.['guid'], indexerId: best?.['indexerId'] });
    const rows = objects((await session.get('/api/v3/queue?pageSize=500'))['records']);
    const row = rows.find((one) => one['title'] === best?.['title']);
    await session.send('DELETE', `/api/v3/queue/${String(row?.['id'])}?blocklist=true&skipRedownload=true`);
    const again = (await search(session, 'Wednesday', '2x3')).find((one) => one['title'] === best?.['title']);
    expect(again?.['rejections']).toEqual(['Release is blocklisted']);
  });
});

describe('searches that Sonarr does by itself', () => {
  it('for what is missing grab the best of what is approved, once', async () => {
    const session = await open();
    const { id } = await seriesNamed(session, 'Wednesday');
    const body = { name: 'MissingEpisodeSearch', seriesId: id };
    expect(await done(session, body)).toBe('Completed search for 8 episodes. 8 reports downloaded.');
    expect(session.sonarr.state.downloads.filter((one) => one.seriesId === id)).toHaveLength(8);
    // What is in the queue is not searched again.
    expect(await done(session, body)).toBe('Completed search for 0 episodes. 0 reports downloaded.');
  });

  it('end with nothing where there is nothing, and have searched all the same', async () => {
    const session = await open();
    const { id } = await seriesNamed(session, 'Doctor Who (2005)');
    expect(await done(session, { name: 'MissingEpisodeSearch', seriesId: id })).toMatch(
      /^Completed search for [1-9]\d* episodes\. 0 reports downloaded\.$/,
    );
  });

  it('for a season take a pack, for episodes the episodes, monitored or not', async () => {
    const session = await open();
    const { id } = await seriesNamed(session, 'Wednesday');
    expect(await done(session, { name: 'SeasonSearch', seriesId: id, seasonNumber: 2 })).toBe(
      'Season search completed. 1 reports downloaded.',
    );
    const velma = await episode(session, 'Velma', '2x1');
    await session.send('PUT', '/api/v3/episode/monitor', { episodeIds: [velma['id']], monitored: false });
    expect(await done(session, { name: 'EpisodeSearch', episodeIds: [velma['id']] })).toBe(
      'Episode search completed. 1 reports downloaded.',
    );
  });

  it('for a series look through its monitored seasons, and bring upgrades as well', async () => {
    const session = await open();
    const office = await seriesNamed(session, 'The Office (US)');
    const below = objects((await session.get('/api/v3/wanted/cutoff?pageSize=500'))['records']).filter(
      (row) => row['seriesId'] === office['id'],
    );
    expect(below.length).toBeGreaterThan(0);
    expect(await done(session, { name: 'MissingEpisodeSearch', seriesId: office['id'] })).toContain(' 0 reports');
    expect(await done(session, { name: 'SeriesSearch', seriesId: office['id'] })).toMatch(
      /^Series search completed\. [1-9]\d* reports downloaded\.$/,
    );
    const simpsons = await seriesNamed(session, 'The Simpsons');
    expect(await done(session, { name: 'CutoffUnmetEpisodeSearch', seriesId: simpsons['id'] })).toMatch(
      /^Completed search for [1-9]\d* episodes\. [1-9]\d* reports downloaded\.$/,
    );
  });
});

it('a command that ended is forgotten five minutes later, and looking changes nothing', async () => {
  let now = noon;
  const session = await open({ now: () => now });
  const { id } = object((await session.send('POST', command, { name: 'RssSync' })).body);
  session.sonarr.settle();
  now = new Date(noon.getTime() + 4 * 60_000);
  expect((await session.get(`${command}/${String(id)}`))['message']).toBe(
    'RSS Sync Completed. Reports found: 118, Reports grabbed: 0',
  );
  const before = session.sonarr.digest();
  now = new Date(noon.getTime() + 6 * 60_000);
  expect((await session.send('GET', `${command}/${String(id)}`)).status).toBe(404);
  expect((await session.send('DELETE', `${command}/${String(id)}`)).status).toBe(404);
  expect(await session.list(command)).toEqual([]);
  expect(session.sonarr.digest()).toBe(before);
});
