import { expect, it } from 'vitest';
import { anyNumber, column, containing, rowsOf, seriesNamed } from '../support/answers.js';
import { counting } from '../support/counting.js';
import { openServer } from '../support/sonarr-server.js';

const usual = { environment: { SONARR_TOOLSETS: 'default' } };

it("Did Sonarr already grab last night's Andor, from where, and in which quality?", async () => {
  const { call, calls } = counting(await openServer(usual));
  const answer = await call('sonarr_get_history', { series: 'Andor' });
  // There was none last night: the answer has the latest there was, and says since when the series rests.
  expect(rowsOf(answer, 'events').find(({ event }) => event === 'grabbed')).toMatchObject({
    code: 'S02E12',
    indexer: 'Nordlicht',
    quality: 'WEBDL-2160p',
    at: '2025-06-09T06:16:36+02:00',
  });
  expect(answer.json['note']).toBe('Andor (2022) is ended, last aired 2025-06-09, misses nothing.');
  expect(calls()).toBe(1);
});

it("And last night's SOKO Wien?", async () => {
  const { call, calls } = counting(await openServer(usual));
  const answer = await call('sonarr_get_history', { series: 'SOKO Wien', since: 'yesterday' });
  expect(rowsOf(answer, 'events').map(({ event, code, quality, indexer }) => [event, code, quality, indexer])).toEqual([
    ['imported', 'S21E05', 'HDTV-1080p', undefined],
    ['grabbed', 'S21E05', 'HDTV-1080p', 'Nordlicht'],
  ]);
  expect(calls()).toBe(1);
});

it('What finished downloading yesterday?', async () => {
  const { call, calls } = counting(await openServer(usual));
  const answer = await call('sonarr_get_history', { event: 'imported', since: 'yesterday', until: 'yesterday' });
  expect(column(answer, 'events', 'series')).toEqual(['Late Night with Seth Meyers']);
  expect(column(answer, 'events', 'code')).toEqual(['S12E39']);
  expect(calls()).toBe(1);
});

it('What is eating my disk, and when is it full?', async () => {
  const { call, calls } = counting(await openServer({ environment: { SONARR_TOOLSETS: 'essential' } }));
  const answer = await call('sonarr_get_disk_space', {});
  const media = rowsOf(answer, 'disks').find(({ path }) => path === '/tv');
  expect(media).toMatchObject({ usedPercent: 91.3, fullInDays: anyNumber });
  // Most of what is on it are no series at all.
  expect(Number(media?.['otherBytes'])).toBeGreaterThan(Number(media?.['seriesBytes']));
  expect(rowsOf(answer, 'largest')).toHaveLength(5);
  expect(calls()).toBe(1);
});

it('How many episodes of how many shows are missing, and of which most?', async () => {
  const server = await openServer(usual);
  const { call, calls } = counting(server);
  const answer = await call('sonarr_get_missing_episodes', { bySeries: true });
  expect(Number(answer.json['totalEpisodes'])).toBeGreaterThan(Number(answer.json['total']));
  const [most] = rowsOf(answer, 'bySeries');
  const wanted = server.sonarr.state
    .episodesOf(seriesNamed(server.sonarr, 'Battlestar Galactica (2003)'))
    .filter(({ monitored, fileId }) => monitored && fileId === 0);
  expect(most).toMatchObject({ series: 'Battlestar Galactica (2003)', episodes: wanted.length });
  expect(calls()).toBe(1);
});

it('Which episodes of Andor are worth a better release?', async () => {
  const { call, calls } = counting(await openServer(usual));
  const answer = await call('sonarr_get_missing_episodes', { series: 'Andor', upgrades: true });
  expect(rowsOf(answer, 'episodes')[0]).toMatchObject({ quality: 'WEBDL-2160p', wants: 'a score of 150' });
  expect(calls()).toBe(1);
});

it('What failed lately, and why?', async () => {
  const { call, calls } = counting(await openServer(usual));
  const answer = await call('sonarr_get_history', { event: 'failed', since: '-14d' });
  expect(rowsOf(answer, 'events')).toMatchObject([
    { series: 'Babylon Berlin', reason: 'Aborted, cannot be completed', release: containing('BAD') },
  ]);
  expect(calls()).toBe(1);
});

it('What do I have to choose from when I add a show, and what do I usually take?', async () => {
  const { call, calls } = counting(await openServer(usual));
  const answer = await call('sonarr_get_quality_profiles', {});
  const usually = (list: string) => rowsOf(answer, list).filter((row) => row['usual'] === true);
  expect(usually('profiles')).toMatchObject([{ name: 'HD-1080p' }]);
  expect(usually('rootFolders')).toMatchObject([{ path: '/tv' }]);
  expect(calls()).toBe(1);
});

it('How big is our library, and how much of it is there?', async () => {
  const server = await openServer(usual);
  const { call, calls } = counting(server);
  const answer = await call('sonarr_get_statistics', {});
  expect(answer.json).toMatchObject({
    series: { total: server.sonarr.state.series.size },
    episodes: { havePercent: anyNumber, missing: anyNumber },
    sizeBytes: anyNumber,
  });
  expect(calls()).toBe(1);
});

it('Which seasons have gaps?', async () => {
  const server = await openServer({ environment: { SONARR_TOOLSETS: 'default,activity' } });
  const { call, calls } = counting(server);
  const answer = await call('sonarr_get_season_overview', { incomplete: true });
  const grey = rowsOf(answer, 'series').find(({ title }) => title === "Grey's Anatomy");
  expect(seriesNamed(server.sonarr, "Grey's Anatomy").monitored).toBe(true);
  expect(String(grey?.['seasons'])).toContain('S22 ');
  expect(calls()).toBe(1);
});
