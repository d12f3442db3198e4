import { expect, it } from 'vitest';
import { containing, like, rowsOf } from '../support/answers.js';
import { counting } from '../support/counting.js';
import { openWriting, type OpenServer } from '../support/sonarr-server.js';

/** Writes on, what is listed by default, and a Sonarr that is quick. */
function open(): Promise<OpenServer> {
  return openWriting({ environment: { SONARR_TOOLSETS: 'default,activity' }, sonarr: { commandDelayMs: 1 } });
}

function queued({ sonarr }: OpenServer): string[] {
  return sonarr.state.downloads.map(({ download }) => download.title);
}

it("Last night's episode of Babylon Berlin has burnt-in subtitles, get another", async () => {
  const server = await open();
  const { call, calls } = counting(server);
  const shown = await call('sonarr_search_releases', { series: 'Babylon Berlin', episode: 'latest' });
  expect(shown.json).toMatchObject({ code: 'S05E04' });
  const rows = rowsOf(shown, 'releases');
  expect(rows.find(({ title }) => String(title).includes('.HC.'))?.['rejections']).toContainEqual(
    containing('Hardcoded Subs'),
  );
  const another = rows.find(({ title, seeders }) => !String(title).includes('.HC.') && seeders !== 0);
  const grabbed = await call('sonarr_grab_release', { handle: another?.['handle'], force: true });
  expect(grabbed.json).toMatchObject({ outcome: 'done', target: 'Babylon Berlin S05E04', release: another?.['title'] });
  expect(queued(server)).toContain(another?.['title']);
  expect(calls()).toBe(2);
});

it("Search everything that's missing: says how many series and episodes, asks", async () => {
  const server = await open();
  const { call, calls } = counting(server);
  const { error } = await call('sonarr_search_series', { wholeLibrary: true });
  expect(error).toMatchObject({
    code: 'confirmation_needed',
    message: like(/Searches all indexers for \d+ missing episodes of \d+ series/),
  });
  const done = await call('sonarr_search_series', { wholeLibrary: true, confirm: error['confirm'] });
  expect(done.json).toMatchObject({ outcome: 'running', target: 'missing episodes of all series' });
  expect(calls()).toBe(2);
});

it('Get the 2160p of the last Andor', async () => {
  const server = await open();
  const { call, calls } = counting(server);
  const shown = await call('sonarr_search_releases', { series: 'Andor', episode: 'latest' });
  const uhd = rowsOf(shown, 'releases').find(({ quality, pack }) => quality === 'WEBDL-2160p' && pack === undefined);
  const grabbed = await call('sonarr_grab_release', { handle: uhd?.['handle'], force: true });
  expect(grabbed.json).toMatchObject({ outcome: 'done', quality: 'WEBDL-2160p', target: like(/^Andor S\d\dE\d\d$/) });
  expect(calls()).toBe(2);
});

it('Search for the missing Wednesday. Did it find anything?', async () => {
  const server = await open();
  const { call, calls } = counting(server);
  await call('sonarr_search_series', { items: ['Wednesday'] });
  server.sonarr.settle();
  const answer = await call('sonarr_get_commands', {});
  expect(rowsOf(answer, 'commands')[0]).toMatchObject({
    name: 'MissingEpisodeSearch',
    about: 'Wednesday',
    status: 'completed',
    searched: 8,
    grabbed: 8,
  });
  expect(calls()).toBe(2);
});

it('Try season 2 of Wednesday again, and tell me what you got', async () => {
  const server = await open();
  const { call, calls } = counting(server);
  const answer = await call('sonarr_search_series', {
    items: ['Wednesday'],
    episodes: ['S02'],
    what: 'all',
    waitSeconds: 30,
  });
  expect(answer.json).toMatchObject({ outcome: 'done', grabbed: 1 });
  expect(rowsOf(answer, 'downloads')).toMatchObject([{ episodes: 'S02E01-E08 (8 episodes)' }]);
  expect(calls()).toBe(1);
});

it('Why does Sonarr not take any of the releases of this episode?', async () => {
  const { call, calls } = counting(await open());
  const answer = await call('sonarr_search_releases', { series: 'Severance', episode: 'S01E03' });
  expect(answer.json).toMatchObject({ approved: 0, have: 'WEBDL-2160p' });
  expect(rowsOf(answer, 'releases').every(({ rejections }) => Array.isArray(rejections))).toBe(true);
  expect(calls()).toBe(1);
});

it('I copied files for Severance by hand, look at the disk', async () => {
  const { call, calls } = counting(await open());
  const answer = await call('sonarr_refresh_series', { items: ['Severance'], diskOnly: true, waitSeconds: 30 });
  expect(answer.json).toMatchObject({ outcome: 'done', target: 'Severance' });
  expect(calls()).toBe(1);
});
