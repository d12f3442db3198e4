import { describe, expect, it } from 'vitest';
import { changes, column, rowsOf, seriesNamed } from '../support/answers.js';
import { counting } from '../support/counting.js';
import { everythingAllowed, now, openServer, openWriting, type OpenServer } from '../support/sonarr-server.js';

const byDefault = { SONARR_TOOLSETS: 'default' } as const;

function episodes({ sonarr }: OpenServer, title: string) {
  return sonarr.state.episodesOf(seriesNamed(sonarr, title));
}

it("Unmonitor everything before season 4 of Grey's Anatomy", async () => {
  const server = await openWriting({ environment: byDefault });
  const { call, calls } = counting(server);
  const answer = await call('sonarr_set_monitoring', { series: "Grey's Anatomy", before: 'S04E01', monitor: 'no' });
  expect(answer.json).toMatchObject({ outcome: 'done', seasons: [1, 2, 3], episodesChanged: 61 });
  const left = episodes(server, "Grey's Anatomy").filter(({ monitored }) => monitored);
  expect(Math.min(...left.map(({ episode }) => episode.season))).toBe(4);
  expect(calls()).toBe(1);
});

it("Delete seasons 1 to 3 of Pawn Stars and don't fetch them again", async () => {
  const server = await openServer({ environment: { ...everythingAllowed, ...byDefault } });
  const { call, calls } = counting(server);
  const deletion = { series: 'Pawn Stars', episodes: ['S01-S03'] };
  const { error } = await call('sonarr_delete_episode_files', deletion);
  expect(error).toMatchObject({ code: 'confirmation_needed', preview: { files: 77, keepMonitored: false } });
  const answer = await call('sonarr_delete_episode_files', { ...deletion, confirm: error['confirm'] });
  expect(answer.json).toMatchObject({ outcome: 'done', filesDeleted: 77 });
  const early = episodes(server, 'Pawn Stars').filter(({ episode }) => episode.season >= 1 && episode.season <= 3);
  expect(early.every(({ fileId, monitored }) => fileId === 0 && !monitored)).toBe(true);
  expect(episodes(server, 'Pawn Stars').some(({ fileId }) => fileId > 0)).toBe(true);
  expect(calls()).toBe(2);
});

it('Everything on profile "Any" to HD-1080p', async () => {
  const server = await openWriting({ environment: byDefault });
  const { call, calls } = counting(server);
  const answer = await call('sonarr_update_series', { having: ['Any'], profile: 'HD-1080p' });
  expect(answer.json['outcome']).toBe('done');
  expect(column(answer, 'items', 'title')).toContain('The Wire');
  expect([...server.sonarr.state.series.values()].some(({ qualityProfileId }) => qualityProfileId === 1)).toBe(false);
  expect(calls()).toBeLessThanOrEqual(2);
});

it('Put the German shows under the tag "deutsch"', async () => {
  const server = await openWriting({ environment: byDefault });
  const { call, calls } = counting(server);
  const answer = await call('sonarr_update_series', { having: ['German'], tags: ['deutsch'] });
  expect(answer.json).toMatchObject({ outcome: 'done', tagsMade: ['deutsch'] });
  const [tag] = [...server.sonarr.state.tags].find(([, label]) => label === 'deutsch') ?? [];
  const german = [...server.sonarr.state.series.values()].filter(({ show }) => show.language === 'de');
  expect(german.length).toBeGreaterThan(5);
  expect(german.every(({ tags }) => tags.includes(tag ?? 0))).toBe(true);
  expect(seriesNamed(server.sonarr, 'Severance').tags).not.toContain(tag);
  expect(calls()).toBeLessThanOrEqual(2);
});

it('Free 200 GB of ended shows that are complete', async () => {
  const server = await openServer({ environment: { ...everythingAllowed, ...byDefault } });
  const { call, calls } = counting(server);
  const listed = await call('sonarr_list_series', { having: ['ended', 'complete'], sort: 'size', descending: true });
  let bytes = 0;
  const items = rowsOf(listed, 'series').flatMap((row) => {
    if (bytes >= 200e9) return [];
    bytes += Number(row['sizeBytes']);
    return [row['ref']];
  });
  expect(bytes).toBeGreaterThan(200e9);
  const deletion = { items, deleteFiles: true };
  const { error } = await call('sonarr_delete_series', deletion);
  expect(error).toMatchObject({ code: 'confirmation_needed', preview: { bytes } });
  const answer = await call('sonarr_delete_series', { ...deletion, confirm: error['confirm'] });
  expect(answer.json).toMatchObject({ outcome: 'done', filesDeleted: true });
  server.sonarr.settle();
  expect(server.sonarr.state.deletedFolders).toHaveLength(items.length);
  expect(calls()).toBe(3);
});

it('Which of these ten shows do we have?', async () => {
  const { call, calls } = counting(await openServer({ environment: byDefault }));
  const items = [
    ...['Severance', 'The Bear', 'Andor', 'Haus des Geldes', 'Fargo', 'Dark', 'Slow Horses', 'The Wire', 'Hacks'],
    'Velma',
  ];
  const answer = await call('sonarr_list_series', { items });
  expect(column(answer, 'series', 'asked').sort()).toEqual([
    ...['Andor', 'Dark', 'Haus des Geldes', 'Severance', 'The Wire', 'Velma'],
  ]);
  expect(answer.json['notInLibrary']).toEqual(['The Bear', 'Fargo', 'Slow Horses', 'Hacks']);
  expect(calls()).toBe(1);
});

describe('in other words', () => {
  it('Pause Severance for now, and start it again later', async () => {
    const server = await openWriting({ environment: byDefault });
    const { call, calls } = counting(server);
    const paused = await call('sonarr_update_series', { items: ['Severance'], monitored: false });
    expect(seriesNamed(server.sonarr, 'Severance').monitored).toBe(false);
    expect(paused.json['undo']).toMatchObject({ arguments: { items: ['tvdb:371980'], monitored: true } });
    await call('sonarr_update_series', { items: ['tvdb:371980'], monitored: true });
    expect(seriesNamed(server.sonarr, 'Severance').monitored).toBe(true);
    expect(calls()).toBe(2);
  });

  it('Only get the episodes of Severance that are still to come', async () => {
    const server = await openWriting({ environment: byDefault });
    const { call, calls } = counting(server);
    await call('sonarr_set_monitoring', { series: 'Severance', monitor: 'future' });
    const monitored = episodes(server, 'Severance').filter((row) => row.monitored);
    expect(monitored.length).toBeGreaterThan(0);
    expect(monitored.every(({ episode }) => (episode.airDateUtc ?? now) >= now)).toBe(true);
    expect(calls()).toBe(1);
  });

  it('Monitor the specials of Severance, too', async () => {
    const server = await openWriting({ environment: byDefault });
    const { call, calls } = counting(server);
    const answer = await call('sonarr_set_monitoring', { series: 'Severance', episodes: ['S00'], monitor: 'yes' });
    expect(answer.json).toMatchObject({ seasons: [0], episodesChanged: 2 });
    expect(calls()).toBe(1);
  });

  it('Move Severance and Andor to the other disk, files and all', async () => {
    const server = await openWriting({ environment: byDefault });
    const { call, calls } = counting(server);
    const answer = await call('sonarr_update_series', { items: ['Severance', 'Andor'], rootFolder: '/anime' });
    expect(answer.json).toMatchObject({ outcome: 'done', changed: 2, moving: true });
    expect(changes(server.sonarr)).toEqual(['PUT /api/v3/series/editor']);
    expect(calls()).toBe(1);
  });

  it('In what quality do we have Andor, and could it be better?', async () => {
    const { call, calls } = counting(await openServer({ environment: byDefault }));
    const answer = await call('sonarr_get_episodes', { series: 'Andor', withFiles: true, limit: 50 });
    expect(answer.json['cutoff']).toMatchObject({ profile: 'Ultra-HD' });
    expect(calls()).toBe(1);
  });
});
