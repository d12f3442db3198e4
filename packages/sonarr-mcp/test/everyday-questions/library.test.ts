import { describe, expect, it, vi } from 'vitest';
import { anyNumber, asked, changes, choice, column, containing, rowsOf, seriesNamed } from '../support/answers.js';
import { counting } from '../support/counting.js';
import { everythingAllowed, openServer, openWriting, yes, type OpenServer } from '../support/sonarr-server.js';

describe('with what is on by default', () => {
  it("What's on tonight? (a person in Vienna, a process in UTC)", async () => {
    vi.stubEnv('TZ', 'UTC');
    try {
      const server = await openServer({ environment: { SONARR_TOOLSETS: 'essential' } });
      const { call, calls } = counting(server);
      const answer = await call('sonarr_get_calendar', { days: 1 });
      const evening = rowsOf(answer, 'episodes').filter((row) => String(row['airsAt']) >= '2026-11-21T18:00');
      expect(evening).toMatchObject([
        { series: 'Babylon Berlin', code: 'S05E05', airsAt: '2026-11-21T20:15:00+01:00', network: 'Das Erste' },
      ]);
      expect(calls()).toBe(1);
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it("What's downloading, is anything stuck?", async () => {
    const { call, calls } = counting(await openServer({ environment: { SONARR_TOOLSETS: 'essential' } }));
    const answer = await call('sonarr_get_queue', {});
    expect(answer.json).toMatchObject({ total: 12, stuck: 6 });
    const stuck = rowsOf(answer, 'downloads').slice(0, 6);
    expect(stuck.every((row) => JSON.stringify(row['problem']).includes('remedy'))).toBe(true);
    expect(column(answer, 'downloads', 'series').slice(6)).toContain("Grey's Anatomy");
    expect(calls()).toBe(1);
  });

  it('Do we have Haus des Geldes?', async () => {
    const { call, calls } = counting(await openServer({ environment: { SONARR_TOOLSETS: 'essential' } }));
    const answer = await call('sonarr_list_series', { items: ['Haus des Geldes'] });
    expect(rowsOf(answer, 'series')).toMatchObject([{ title: 'Money Heist', year: 2017, have: 50 }]);
    expect(calls()).toBe(1);
  });

  it('Add Die Brücke, the Danish one', async () => {
    const server = await openWriting({ environment: { SONARR_TOOLSETS: 'essential' } });
    const { call, calls } = counting(server);
    const found = await call('sonarr_search_new_series', { query: 'Die Brücke' });
    // German, Swedish with Danish, American: what they are about and where they come from tells them apart.
    const scandinavian = rowsOf(found, 'results').find((row) => String(row['overview']).includes('Øresund'));
    expect(scandinavian?.['alternateTitles']).toContain('Bron/Broen');
    const added = await call('sonarr_add_series', { items: [scandinavian?.['ref']], ...choice });
    expect(added.json).toMatchObject({ outcome: 'done', target: 'The Bridge (2011)' });
    expect(seriesNamed(server.sonarr, 'The Bridge (2011)').path).toBe('/tv/The Bridge (2011)');
    expect(calls()).toBe(2);
  });

  it('Add these five shows, pilots only', async () => {
    const server = await openWriting({ environment: { SONARR_TOOLSETS: 'essential' } });
    const { call, calls } = counting(server);
    const items = ['The Bear', 'Slow Horses', 'Fargo', 'Hacks', 'The Expanse'];
    const added = await call('sonarr_add_series', { items, monitor: 'pilot' });
    expect(column(added, 'items', 'outcome')).toEqual(['done', 'done', 'done', 'done', 'done']);
    server.sonarr.settle();
    for (const title of items) {
      const monitored = server.sonarr.state
        .episodesOf(seriesNamed(server.sonarr, title))
        .filter((row) => row.monitored);
      expect(monitored.map(({ episode }) => `${episode.season}x${episode.number}`)).toEqual(['1x1']);
    }
    expect(calls()).toBe(1);
  });

  it('Get all missing Doctor Who (three are in the library)', async () => {
    const server = await openWriting();
    const before = server.sonarr.digest();
    const { call, calls } = counting(server);
    const { error } = await call('sonarr_get_missing_episodes', { series: 'Doctor Who' });
    expect(error).toMatchObject({ code: 'ambiguous' });
    expect(error['candidates']).toMatchObject([{ year: 2023 }, { year: 1963 }, { year: 2005 }]);
    expect(server.sonarr.digest()).toBe(before);
    expect(calls()).toBe(1);
  });
});

describe('Delete Velma, files and all, and never add it again', () => {
  const deletion = { items: ['Velma'], deleteFiles: true, addImportListExclusion: true };

  function expectGone({ sonarr }: OpenServer): void {
    sonarr.settle();
    expect(sonarr.state.deletedFolders).toEqual(['/tv/Velma']);
    expect(sonarr.state.exclusions).toMatchObject([{ title: 'Velma' }]);
    expect([...sonarr.state.series.values()].map(({ show }) => show.tvdbTitle)).not.toContain('Velma');
  }

  it('where the client can ask the person: one call', async () => {
    const questions: string[] = [];
    const server = await openServer({
      environment: { ...everythingAllowed, SONARR_TOOLSETS: 'default' },
      person: {
        onQuestion: (message) => {
          questions.push(message);
          return yes;
        },
      },
    });
    const { call, calls } = counting(server);
    expect((await call('sonarr_delete_series', deletion)).json['outcome']).toBe('done');
    expect(questions).toEqual([
      'Takes Velma (2023) out of Sonarr and deletes 10 episodes (10.3 GB) from disk. Import lists will never add it again. Do it?',
    ]);
    expectGone(server);
    expect(calls()).toBe(1);
  });

  it('where it cannot: two calls, the first with a preview and a code', async () => {
    const server = await openServer({ environment: { ...everythingAllowed, SONARR_TOOLSETS: 'default' } });
    const { call, calls } = counting(server);
    const { error } = await call('sonarr_delete_series', deletion);
    expect(error).toMatchObject({ code: 'confirmation_needed', preview: { episodeFiles: 10 } });
    expect((await call('sonarr_delete_series', { ...deletion, confirm: error['confirm'] })).json['outcome']).toBe(
      'done',
    );
    expectGone(server);
    expect(calls()).toBe(2);
  });
});

it('Add The Bear, in read-only mode: nothing that changes leaves, and the answer says how the owner opens it', async () => {
  const server = await openServer({ environment: { SONARR_TOOLSETS: 'default' } });
  const before = server.sonarr.digest();
  const { error } = await server.mcp.callTool('sonarr_add_series', { items: ['The Bear'], ...choice });
  expect(error).toMatchObject({
    code: 'read_only',
    message:
      "Operation 'sonarr_add_series' is not allowed in read-only mode. Set READ_ONLY_MODE=false in your environment to enable write operations.",
    hint: containing("sonarr-mcp's entry"),
  });
  // Who looks for it first is told by the search itself.
  const search = (await server.mcp.listTools()).find(({ name }) => name === 'sonarr_search_new_series');
  expect(search?.description).toContain('READ_ONLY_MODE=false');
  await server.mcp.callTool('sonarr_search_new_series', { query: 'The Bear' });
  expect(changes(server.sonarr)).toEqual([]);
  expect(server.sonarr.requests.every(({ method }) => method === 'GET')).toBe(true);
  expect(server.sonarr.digest()).toBe(before);
});

describe('in other words', () => {
  it('Which ended shows can go because they are complete, largest first?', async () => {
    const { call, calls } = counting(await openServer());
    const answer = await call('sonarr_list_series', {
      having: ['ended'],
      complete: true,
      sort: 'size',
      descending: true,
    });
    const [largest] = rowsOf(answer, 'series');
    expect(largest).toMatchObject({ status: 'ended', sizeBytes: anyNumber });
    expect(calls()).toBe(1);
  });

  it('Which episodes of Severance are missing, and in what quality is the rest?', async () => {
    const server = await openServer();
    const { call, calls } = counting(server);
    const answer = await call('sonarr_get_episodes', { series: 'Severance', withFiles: true, limit: 100 });
    expect(rowsOf(answer, 'episodes').some(({ file }) => JSON.stringify(file ?? '').includes('WEBDL-2160p'))).toBe(
      true,
    );
    expect(calls()).toBe(1);
  });

  it('Which shows miss most?', async () => {
    const { call, calls } = counting(await openServer());
    const answer = await call('sonarr_list_series', { complete: false, sort: 'missing', descending: true, limit: 5 });
    const missing = column(answer, 'series', 'missing').map(Number);
    expect(missing).toEqual([...missing].sort((a, b) => b - a));
    expect(missing.every((count) => count > 0)).toBe(true);
    expect(calls()).toBe(1);
  });

  it('Is Sonarr all right?', async () => {
    const server = await openServer();
    const answer = await server.mcp.callTool('sonarr_health_check');
    expect(answer.json).toMatchObject({ healthy: false });
    expect(asked(server.sonarr)).toHaveLength(2);
  });
});
