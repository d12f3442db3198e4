import { describe, expect, it } from 'vitest';
import { column, containing, rowsOf, seriesNamed } from '../support/answers.js';
import { counting } from '../support/counting.js';
import { openWriting, openServer, yes } from '../support/sonarr-server.js';

const asking = { person: { onQuestion: () => yes }, sonarr: { commandDelayMs: 5 } } as const;

/** The id of the stuck download of a series, as the queue's answer shows it. */
function stuckOf(queue: Awaited<ReturnType<ReturnType<typeof counting>['call']>>, series: string | undefined): unknown {
  return rowsOf(queue, 'downloads').find((row) => row['series'] === series)?.['downloadId'];
}

describe("It can't import that one, just import it", () => {
  it('where the client can ask the person: the queue, a look, the import', async () => {
    const server = await openWriting({ ...asking, environment: { SONARR_TOOLSETS: 'default' } });
    const { call, calls } = counting(server);
    const from = stuckOf(await call('sonarr_get_queue', { stuckOnly: true }), 'Babylon Berlin');
    const look = await call('sonarr_get_manual_import', { from });
    expect(look.json).toMatchObject({ ready: 1, files: [{ series: 'Babylon Berlin', ready: true }] });
    const answer = await call('sonarr_manual_import', { from });
    expect(answer.json).toMatchObject({ outcome: 'done', imported: 1 });
    expect(calls()).toBe(3);
    const series = seriesNamed(server.sonarr, 'Babylon Berlin');
    const code = rowsOf(look, 'files')[0]?.['episodes'];
    const row = server.sonarr.state
      .episodesOf(series)
      .find(({ episode }) => `S0${episode.season}E0${episode.number}` === code);
    expect(row?.fileId).toBeGreaterThan(0);
  });

  it('where it cannot: the queue, a preview with a code, the import', async () => {
    const server = await openWriting({ sonarr: asking.sonarr, environment: { SONARR_TOOLSETS: 'default' } });
    const { call, calls } = counting(server);
    const from = stuckOf(await call('sonarr_get_queue', { stuckOnly: true }), 'Babylon Berlin');
    const { error } = await call('sonarr_manual_import', { from });
    expect(error).toMatchObject({ code: 'confirmation_needed', message: containing('Babylon Berlin S05E0') });
    const answer = await call('sonarr_manual_import', { from, confirm: error['confirm'] });
    expect(answer.json).toMatchObject({ outcome: 'done', imported: 1 });
    expect(calls()).toBe(3);
  });
});

it('What would be renamed in SPY x FAMILY? Do it', async () => {
  const server = await openWriting(asking);
  const { call, calls } = counting(server);
  const preview = await call('sonarr_preview_rename', { series: 'SPY x FAMILY' });
  const answer = await call('sonarr_rename_files', { items: ['SPY x FAMILY'], waitSeconds: 30 });
  expect(rowsOf(answer, 'items')).toMatchObject([{ renamed: preview.json['total'] }]);
  expect(calls()).toBe(2);
});

it('What folders lie around that Sonarr knows nothing of?', async () => {
  const { call, calls } = counting(await openServer());
  const answer = await call('sonarr_get_unmapped_folders', {});
  expect(column(answer, 'folders', 'title')).toContain('The Expanse');
  expect(calls()).toBe(1);
});

it('I have a folder of The Expanse here, take it in', async () => {
  const server = await openWriting(asking);
  const { call, calls } = counting(server);
  const folders = await call('sonarr_get_unmapped_folders', {});
  const folder = rowsOf(folders, 'folders').find((row) => row['title'] === 'The Expanse');
  await call('sonarr_add_series', {
    items: [`The Expanse (${String(folder?.['year'])})`],
    search: false,
    rootFolder: '/tv',
  });
  server.sonarr.settle();
  const answer = await call('sonarr_manual_import', { from: folder?.['path'] });
  expect(answer.json).toMatchObject({ outcome: 'done', imported: 3 });
  expect(column(answer, 'items', 'series')).toEqual(['The Expanse', 'The Expanse', 'The Expanse']);
  expect(calls()).toBe(3);
});

it('That file there is the last episode of 4 Blocks, and it is German', async () => {
  const server = await openWriting(asking);
  const { call, calls } = counting(server);
  const there = await call('sonarr_get_manual_import', { from: '/downloads/by-hand' });
  const file = rowsOf(there, 'files').find((row) => row['series'] === '4 Blocks')?.['file'];
  const last = server.sonarr.state
    .episodesOf(seriesNamed(server.sonarr, '4 Blocks'))
    .filter(({ episode }) => episode.season > 0)
    .at(-1)?.episode;
  const code = `S0${last?.season ?? 0}E0${last?.number ?? 0}`;
  const answer = await call('sonarr_manual_import', {
    from: '/downloads/by-hand',
    files: [file],
    as: [code],
    languages: 'German',
  });
  expect(rowsOf(answer, 'items')).toMatchObject([{ outcome: 'done', series: '4 Blocks', episodes: code }]);
  expect(calls()).toBe(2);
});

it('Why does it not import the Abbott Elementary that finished yesterday?', async () => {
  const { call, calls } = counting(await openServer());
  const from = stuckOf(await call('sonarr_get_queue', { stuckOnly: true }), 'Abbott Elementary');
  const answer = await call('sonarr_get_manual_import', { from });
  expect(rowsOf(answer, 'files')).toMatchObject([{ problems: ['It is only a sample.'] }]);
  expect(calls()).toBe(2);
});

it('How will Sonarr name my files?', async () => {
  const { call, calls } = counting(await openServer());
  const answer = await call('sonarr_get_naming', {});
  expect(answer.json).toMatchObject({ renames: true, episodes: { example: containing('S01E01') } });
  expect(calls()).toBe(1);
});
