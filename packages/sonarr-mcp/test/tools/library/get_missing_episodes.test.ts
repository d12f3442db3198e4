import { describe, expect, it } from 'vitest';
import {
  anyNumber,
  anyText,
  asked,
  column,
  containing,
  holding,
  like,
  rowsOf,
  seriesNamed,
  tokens,
} from '../../support/answers.js';
import { emptyHousehold, now, openServer } from '../../support/sonarr-server.js';

describe('across all series', () => {
  it('lists what has aired and is not there, latest first, in one request', async () => {
    const { mcp, sonarr } = await openServer();
    const answer = await mcp.callTool('sonarr_get_missing_episodes', { limit: 100 });
    const times = column(answer, 'episodes', 'airedAt').map((time) => Date.parse(String(time)));
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect(Math.max(...times)).toBeLessThan(Date.parse('2026-11-21T17:00:00Z'));
    expect(rowsOf(answer, 'episodes')).toContainEqual({
      id: anyNumber,
      series: "Grey's Anatomy",
      ref: 'tvdb:73762',
      code: 'S22E09',
      title: anyText,
      airedAt: '2026-11-18T04:00:00+01:00',
    });
    expect(asked(sonarr)).toEqual(['GET /api/v3/wanted/missing']);
    expect(sonarr.requests[0]?.query).toMatchObject({
      sortKey: 'episodes.airDateUtc',
      sortDirection: 'descending',
      monitored: 'true',
    });
  });

  it('pages to the end in steps of any size, and never reads a page that it does not need', async () => {
    const { mcp, sonarr } = await openServer();
    const whole = column(await mcp.callTool('sonarr_get_missing_episodes', { limit: 200 }), 'episodes', 'id');
    const total = (await mcp.callTool('sonarr_get_missing_episodes', { limit: 1 })).json['total'];
    sonarr.requests.length = 0;
    const across = await mcp.callTool('sonarr_get_missing_episodes', { offset: 13, limit: 10 });
    expect(column(across, 'episodes', 'id')).toEqual(whole.slice(13, 23));
    expect(across.json).toMatchObject({ total, returned: 10, nextOffset: 23 });
    expect(sonarr.requests).toHaveLength(2);
    sonarr.requests.length = 0;
    const end = await mcp.callTool('sonarr_get_missing_episodes', { offset: Number(total) - 5, limit: 5 });
    expect(end.json).not.toHaveProperty('nextOffset');
    expect(end.json['returned']).toBe(5);
    const past = await mcp.callTool('sonarr_get_missing_episodes', { offset: 5000 });
    expect(past.json).toMatchObject({ total, returned: 0, episodes: [] });
  });

  it('holds fifty episodes in 2,500 tokens', async () => {
    const { mcp } = await openServer();
    const answer = await mcp.callTool('sonarr_get_missing_episodes', { limit: 50 });
    expect(answer.json['returned']).toBe(50);
    expect(tokens(answer)).toBeLessThan(2500);
  });

  it('is nothing for an empty library', async () => {
    const { mcp } = await openServer({ household: emptyHousehold() });
    expect((await mcp.callTool('sonarr_get_missing_episodes')).structured).toEqual({
      total: 0,
      returned: 0,
      episodes: [],
    });
  });
});

describe('of one series', () => {
  it('says the same as the whole list does of it', async () => {
    const { mcp } = await openServer();
    const all = rowsOf(await mcp.callTool('sonarr_get_missing_episodes', { limit: 200 }), 'episodes');
    const rest = rowsOf(await mcp.callTool('sonarr_get_missing_episodes', { limit: 200, offset: 200 }), 'episodes');
    const ofOne = await mcp.callTool('sonarr_get_missing_episodes', { series: 'The Last of Us', limit: 200 });
    expect(rowsOf(ofOne, 'episodes')).toEqual([...all, ...rest].filter(({ series }) => series === 'The Last of Us'));
    expect(ofOne.json['total']).toBeGreaterThan(0);
  });

  it('does nothing and names the candidates when three series are called so', async () => {
    const { mcp, sonarr } = await openServer();
    const { error } = await mcp.callTool('sonarr_get_missing_episodes', { series: 'Doctor Who' });
    expect(error).toMatchObject({ code: 'ambiguous' });
    expect(error['candidates']).toHaveLength(3);
    expect(asked(sonarr)).toEqual(['GET /api/v3/series']);
  });

  it('says of a series that is not monitored why it misses nothing', async () => {
    const { mcp } = await openServer();
    const answer = await mcp.callTool('sonarr_get_missing_episodes', { series: 'Doctor Who (1963)' });
    expect(answer.json).toMatchObject({ total: 0, episodes: [], note: containing('not monitored') });
  });

  it('says of a series that is not there that it is not', async () => {
    const { mcp } = await openServer();
    const { error } = await mcp.callTool('sonarr_get_missing_episodes', { series: 'The Bear' });
    expect(error).toMatchObject({ code: 'not_found', hint: containing('sonarr_search_new_series') });
  });
});

describe('files worth upgrading', () => {
  it('trap 36: across all series are those below their quality, and the answer does not call them all there are', async () => {
    const { mcp, sonarr } = await openServer();
    const answer = await mcp.callTool('sonarr_get_missing_episodes', { upgrades: true, limit: 200 });
    expect(answer.json['note']).toEqual(containing('By quality only'));
    const rows = rowsOf(answer, 'episodes');
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row).toMatchObject({ quality: anyText, wants: anyText });
    expect(rows.find(({ quality }) => quality === 'HDTV-720p')).toMatchObject({ wants: containing('WEBDL-1080p') });
    expect(asked(sonarr).sort()).toEqual(['GET /api/v3/qualityprofile', 'GET /api/v3/wanted/cutoff']);
  });

  it('trap 36: of one series are also those that lack points, which no list of Sonarr has', async () => {
    const { mcp, sonarr } = await openServer();
    const answer = await mcp.callTool('sonarr_get_missing_episodes', {
      series: 'tvdb:393189',
      upgrades: true,
      limit: 200,
    });
    const series = seriesNamed(sonarr, 'Andor');
    const files = [...sonarr.state.filesOf(series).values()];
    const rows = rowsOf(answer, 'episodes');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.length).toBeLessThanOrEqual(files.length);
    // Everything is in the quality that the profile asks for, so that Sonarr's own list has none of them.
    for (const row of rows) expect(row).toMatchObject({ quality: 'WEBDL-2160p', wants: 'a score of 150' });
    expect(rows.every(({ score }) => Number(score ?? 0) < 150)).toBe(true);
    const cutoff = await mcp.callTool('sonarr_get_missing_episodes', { upgrades: true, limit: 200 });
    expect(column(cutoff, 'episodes', 'series')).not.toContain('Andor');
    expect(
      sonarr.requests
        .slice(0, 3)
        .map(({ path }) => path)
        .sort(),
    ).toEqual(['/api/v3/episode', '/api/v3/qualityprofile', '/api/v3/series']);
  });

  it('are none where the profile makes no upgrades', async () => {
    const { mcp, sonarr } = await openServer();
    for (const series of sonarr.state.series.values()) {
      if (series.show.tvdbTitle === 'Andor') series.qualityProfileId = 1;
    }
    const answer = await mcp.callTool('sonarr_get_missing_episodes', { series: 'Andor', upgrades: true });
    expect(answer.json).toMatchObject({ total: 0, episodes: [] });
  });
});

describe('counted per series', () => {
  it('says how many episodes of how many series, those with most first', async () => {
    const { mcp, sonarr } = await openServer();
    const answer = await mcp.callTool('sonarr_get_missing_episodes', { bySeries: true, limit: 200 });
    const rows = rowsOf(answer, 'bySeries');
    const counts = rows.map(({ episodes }) => Number(episodes));
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
    const { total } = (await mcp.callTool('sonarr_get_missing_episodes', { limit: 1 })).json;
    expect(answer.json).toMatchObject({ total: rows.length, returned: rows.length, totalEpisodes: total });
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(total);
    expect(rows).toContainEqual({
      series: "Grey's Anatomy",
      ref: 'tvdb:73762',
      episodes: anyNumber,
      seasons: holding([like(/^S22: \d+$/)]),
    });
    // Sonarr counts with each series; not one page of episodes is read for it.
    expect(asked(sonarr)[0]).toBe('GET /api/v3/series');
    expect(asked(sonarr).filter((request) => request.includes('wanted'))).toEqual(['GET /api/v3/wanted/missing']);
  });

  it('says of every season the same as the list of episodes', async () => {
    const { mcp } = await openServer();
    const listed = new Map<string, number>();
    for (let offset: unknown = 0; offset !== undefined;) {
      const page = await mcp.callTool('sonarr_get_missing_episodes', { limit: 200, offset });
      for (const { ref, code } of rowsOf(page, 'episodes')) {
        const season = `${String(ref)} ${String(code).replace(/E.*/, '')}`;
        listed.set(season, (listed.get(season) ?? 0) + 1);
      }
      offset = page.json['nextOffset'];
    }
    const counted = await mcp.callTool('sonarr_get_missing_episodes', { bySeries: true, limit: 200 });
    const seasons = rowsOf(counted, 'bySeries').flatMap(({ ref, seasons: each }) =>
      (Array.isArray(each) ? each : []).map((season) => `${String(ref)} ${String(season)}`),
    );
    expect(seasons.sort()).toEqual([...listed].map(([season, count]) => `${season}: ${count}`).sort());
  });

  it('counts files worth upgrading page by page, with the series from one list', async () => {
    const { mcp, sonarr } = await openServer();
    await mcp.callTool('sonarr_get_missing_episodes', { bySeries: true, upgrades: true });
    expect(asked(sonarr)).toEqual(['GET /api/v3/wanted/cutoff', 'GET /api/v3/series']);
    expect(sonarr.requests[0]?.query).toMatchObject({ includeSeries: 'false', pageSize: '500' });
  });

  it('has pages, and one series where it is named', async () => {
    const { mcp } = await openServer();
    const page = await mcp.callTool('sonarr_get_missing_episodes', { bySeries: true, limit: 2, offset: 1 });
    expect(page.json).toMatchObject({ returned: 2, nextOffset: 3 });
    const one = await mcp.callTool('sonarr_get_missing_episodes', { bySeries: true, series: 'The Last of Us' });
    expect(rowsOf(one, 'bySeries')).toMatchObject([{ series: 'The Last of Us', ref: 'tvdb:392256' }]);
    const upgrades = await mcp.callTool('sonarr_get_missing_episodes', { bySeries: true, upgrades: true });
    expect(upgrades.json['note']).toEqual(containing('By quality only'));
    expect(rowsOf(upgrades, 'bySeries').length).toBeGreaterThan(0);
  });

  it('trap 35: specials that are monitored count as well, and what is not monitored does not', async () => {
    const { mcp, sonarr } = await openServer();
    const series = seriesNamed(sonarr, 'The Last of Us');
    const special = sonarr.state.episodesOf(series).find(({ episode }) => episode.season === 0);
    const other = [...sonarr.state.series.values()]
      .flatMap((each) => sonarr.state.episodesOf(each))
      .find(({ episode, fileId }) => episode.season === 0 && fileId === 0 && (episode.airDateUtc ?? now) < now);
    const chosen = special ?? other;
    if (chosen === undefined) throw new Error('the household has no special');
    const seriesOf = sonarr.state.series.get(chosen.seriesId);
    if (seriesOf !== undefined) seriesOf.monitored = true;
    const missing = async () => {
      const answer = await mcp.callTool('sonarr_get_missing_episodes', { bySeries: true, limit: 200 });
      const name = seriesOf?.show.tvdbTitle;
      const row = rowsOf(answer, 'bySeries').find((each) => each['series'] === name);
      return JSON.stringify(row?.['seasons'] ?? []);
    };
    sonarr.state.changeEpisode(chosen, { monitored: true });
    expect(await missing()).toContain('S00: ');
    for (const row of sonarr.state.episodesOf(seriesNamed(sonarr, seriesOf?.show.tvdbTitle ?? ''))) {
      if (row.episode.season === 0) sonarr.state.changeEpisode(row, { monitored: false });
    }
    expect(await missing()).not.toContain('S00: ');
  });

  it('is nothing for an empty library', async () => {
    const { mcp } = await openServer({ household: emptyHousehold() });
    expect((await mcp.callTool('sonarr_get_missing_episodes', { bySeries: true })).json).toMatchObject({
      total: 0,
      totalEpisodes: 0,
    });
  });
});

it('does not search for anything', async () => {
  const { mcp, sonarr } = await openServer({ environment: { READ_ONLY_MODE: 'false' } });
  const before = sonarr.digest();
  await mcp.callTool('sonarr_get_missing_episodes');
  await mcp.callTool('sonarr_get_missing_episodes', { series: 'Severance' });
  expect(sonarr.digest()).toBe(before);
});
