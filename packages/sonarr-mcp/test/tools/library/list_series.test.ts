import { describe, expect, it } from 'vitest';
import { anyNumber, asked, column, rowsOf, seriesNamed, tokens } from '../../support/answers.js';
import { emptyHousehold, householdOf, openServer } from '../../support/sonarr-server.js';

describe('do we have it', () => {
  it('finds a series under its title in another language, and says what is there of it', async () => {
    const { mcp, sonarr } = await openServer();
    const answer = await mcp.callTool('sonarr_list_series', { items: ['Haus des Geldes'] });
    expect(answer.structured).toEqual({
      total: 1,
      returned: 1,
      series: [
        { ref: 'tvdb:327417', title: 'Money Heist', year: 2017, status: 'ended', have: 50, asked: 'Haus des Geldes' },
      ],
      totalSizeBytes: anyNumber,
    });
    expect(asked(sonarr)).toEqual(['GET /api/v3/series']);
  });

  it('says of several which are there, which are not, and which could be more than one', async () => {
    const { mcp, sonarr } = await openServer();
    const answer = await mcp.callTool('sonarr_list_series', {
      items: ['Severance', 'The Bear', 'Doctor Who', 'Doctor Who (2005)', 'tvdb:372264'],
    });
    expect(answer.json['notInLibrary']).toEqual(['The Bear', 'tvdb:372264']);
    const found = rowsOf(answer, 'series').map((row) => [row['asked'], row['title']]);
    expect(found).toEqual([
      ['Doctor Who', 'Doctor Who'],
      ['Doctor Who', 'Doctor Who (2005)'],
      ['Doctor Who (2005)', 'Doctor Who (2005)'],
      ['Doctor Who', 'Doctor Who (2023)'],
      ['Severance', 'Severance'],
    ]);
    expect(sonarr.requests).toHaveLength(1);
  });

  it.each([
    ['élite', 'Élite'],
    ['Elite', 'Élite'],
    ['uber weihnachten', 'Über Weihnachten'],
    ['Ueber Weihnachten', 'Über Weihnachten'],
    ['greys anatomy', "Grey's Anatomy"],
    ['Office (US)', 'The Office (US)'],
    ['The Office', 'The Office (US)'],
  ])('finds %s as people type it', async (typed, title) => {
    const { mcp } = await openServer();
    const answer = await mcp.callTool('sonarr_list_series', { items: [typed] });
    expect(column(answer, 'series', 'title')).toEqual([title]);
  });

  it('answers what was written twice once, and counts the bytes of a series once under all its names', async () => {
    const { mcp } = await openServer();
    const one = await mcp.callTool('sonarr_list_series', { items: ['Money Heist'] });
    const more = await mcp.callTool('sonarr_list_series', {
      items: ['Money Heist', 'Haus des Geldes', 'Money Heist', 'Nope', 'Nope'],
    });
    expect(column(more, 'series', 'asked')).toEqual(['Money Heist', 'Haus des Geldes']);
    expect(more.json).toMatchObject({ notInLibrary: ['Nope'], totalSizeBytes: one.json['totalSizeBytes'] });
  });

  it('does not take a remake for what was asked about', async () => {
    const { mcp } = await openServer();
    const answer = await mcp.callTool('sonarr_list_series', {
      items: ['The Office (UK)', 'Battlestar Galactica (1978)'],
    });
    expect(answer.json).toMatchObject({ series: [], notInLibrary: ['The Office (UK)', 'Battlestar Galactica (1978)'] });
  });

  it('takes a title that is a number, an id, and one name instead of a list', async () => {
    const { mcp, sonarr } = await openServer();
    const velma = seriesNamed(sonarr, 'Velma');
    const byId = await mcp.callTool('sonarr_list_series', { items: [velma.id] });
    expect(column(byId, 'series', 'title')).toEqual(['Velma']);
    const alone = await mcp.callTool('sonarr_list_series', { items: 'Velma' });
    expect(column(alone, 'series', 'title')).toEqual(['Velma']);
  });
});

describe('the list', () => {
  it('is in the order of titles without their articles, and pages to its end without losing or repeating one', async () => {
    const { mcp, sonarr } = await openServer();
    const titles: unknown[] = [];
    let offset: unknown = 0;
    for (let page = 0; offset !== undefined && page < 10; page += 1) {
      const answer = await mcp.callTool('sonarr_list_series', { offset, limit: 20 });
      expect(answer.json['total']).toBe(sonarr.state.series.size);
      titles.push(...column(answer, 'series', 'title'));
      offset = answer.json['nextOffset'];
    }
    expect(titles).toHaveLength(sonarr.state.series.size);
    expect(new Set(titles).size).toBe(titles.length);
    expect(titles.indexOf('The Last of Us')).toBeLessThan(titles.indexOf('Lupin'));
  });

  it('holds fifty series in 2,500 tokens', async () => {
    const { mcp } = await openServer();
    const answer = await mcp.callTool('sonarr_list_series', { limit: 50 });
    expect(answer.json['returned']).toBe(50);
    expect(tokens(answer)).toBeLessThan(2500);
  });

  it('trap 52: reads a library of two thousand once per call, and never answers more than 20,000 tokens', async () => {
    const { mcp, sonarr } = await openServer({ household: householdOf(2000) });
    const answer = await mcp.callTool('sonarr_list_series', { limit: 200, sort: 'size', descending: true });
    expect(answer.json).toMatchObject({ total: sonarr.state.series.size, returned: 200, nextOffset: 200 });
    expect(tokens(answer)).toBeLessThan(20_000);
    expect(asked(sonarr)).toEqual(['GET /api/v3/series']);
    const sizes = column(answer, 'series', 'sizeBytes');
    expect(sizes).toEqual([...sizes].sort((a, b) => Number(b) - Number(a)));
  });

  it('is empty for an empty library, and every item is then not in it', async () => {
    const { mcp } = await openServer({ household: emptyHousehold() });
    expect((await mcp.callTool('sonarr_list_series')).structured).toEqual({
      total: 0,
      returned: 0,
      series: [],
      totalSizeBytes: 0,
    });
    const answer = await mcp.callTool('sonarr_list_series', { items: ['Severance'] });
    expect(answer.json).toMatchObject({ total: 0, notInLibrary: ['Severance'] });
  });

  it('says what each series misses, and what is not monitored', async () => {
    const { mcp } = await openServer();
    const answer = await mcp.callTool('sonarr_list_series', { items: ["Grey's Anatomy", 'Velma', 'Andor'] });
    const [andor, greys, velma] = rowsOf(answer, 'series');
    expect(greys?.['missing']).toBeGreaterThan(0);
    expect(velma).toMatchObject({ unmonitored: true });
    expect(andor).not.toHaveProperty('missing');
    expect(andor).not.toHaveProperty('unmonitored');
  });
});

describe('the filters', () => {
  it('apply together: ended, complete, largest first', async () => {
    const { mcp } = await openServer();
    const answer = await mcp.callTool('sonarr_list_series', {
      having: ['ended'],
      complete: true,
      sort: 'size',
      descending: true,
      limit: 100,
    });
    const rows = rowsOf(answer, 'series');
    expect(rows.length).toBeGreaterThan(3);
    expect(rows.every((row) => row['status'] === 'ended' && row['missing'] === undefined)).toBe(true);
    const sum = rows.reduce((total, row) => total + Number(row['sizeBytes']), 0);
    expect(answer.json['totalSizeBytes']).toBe(sum);
  });

  it.each([
    ['a tag', 'kids', 'Bluey (2018)'],
    ['a type', 'anime', 'Attack on Titan'],
    ['a network, however it is written', 'bbc one', 'Doctor Who (2005)'],
    ['a quality profile', 'Ultra-HD', 'Andor'],
    ['a root folder', '/anime/', 'SPY x FAMILY'],
    ['a genre', 'Comedy', 'Abbott Elementary'],
  ])('take %s', async (_what, value, title) => {
    const { mcp } = await openServer();
    const answer = await mcp.callTool('sonarr_list_series', { having: [value], limit: 100 });
    const titles = column(answer, 'series', 'title');
    expect(titles).toContain(title);
    expect(titles).not.toContain('Breaking Bad');
  });

  it('take in words whether a series is complete and monitored', async () => {
    const { mcp, sonarr } = await openServer();
    const all = sonarr.state.series.size;
    const total = async (...having: string[]) =>
      Number((await mcp.callTool('sonarr_list_series', { having, limit: 1 })).json['total']);
    expect((await total('complete')) + (await total('incomplete'))).toBe(all);
    expect((await total('monitored')) + (await total('unmonitored'))).toBe(all);
    expect(await total('unmonitored', 'complete')).toBeLessThan(await total('unmonitored'));
  });

  it('know the language a show was made in', async () => {
    const { mcp } = await openServer();
    const answer = await mcp.callTool('sonarr_list_series', { having: ['Danish'], limit: 100 });
    expect(column(answer, 'series', 'title')).toEqual(['Borgen']);
  });

  it('refuse a word that means nothing here, and name what there is', async () => {
    const { mcp } = await openServer();
    const { error } = await mcp.callTool('sonarr_list_series', { having: ['germn'] });
    expect(error).toMatchObject({ code: 'invalid_input', target: 'having' });
    expect(error['hint']).toContain('HD-1080p');
    expect(error['hint']).toContain('german');
    expect(error['hint']).toContain('/anime');
  });

  it('find part of a title in any language', async () => {
    const { mcp } = await openServer();
    const answer = await mcp.callTool('sonarr_list_series', { titleContains: 'des geldes' });
    expect(column(answer, 'series', 'title')).toEqual(['Money Heist']);
  });

  it('know what came in the last days, counted where the person is', async () => {
    const { mcp, sonarr } = await openServer();
    const severance = seriesNamed(sonarr, 'Severance');
    // Half past midnight on the 20th in Vienna is still the 19th in UTC.
    sonarr.state.series.set(severance.id, { ...severance, added: new Date('2026-11-19T23:30:00Z') });
    const since = async (addedSince: string) =>
      column(await mcp.callTool('sonarr_list_series', { addedSince, limit: 100 }), 'series', 'title');
    expect(await since('2026-11-20')).toContain('Severance');
    expect(await since('-1d')).toContain('Severance');
    expect(await since('today')).not.toContain('Severance');
  });

  it('ask for profiles, tags and folders at most once a minute', async () => {
    const { mcp, sonarr } = await openServer();
    await mcp.callTool('sonarr_list_series', { having: ['german', 'ended', 'HD-1080p'] });
    await mcp.callTool('sonarr_list_series', { having: ['kids'] });
    expect(
      asked(sonarr)
        .filter((request) => request !== 'GET /api/v3/series')
        .sort(),
    ).toEqual(['GET /api/v3/qualityprofile', 'GET /api/v3/rootfolder', 'GET /api/v3/tag']);
  });
});

it('an argument that does not exist is refused with those that do, before Sonarr is asked', async () => {
  const { mcp, sonarr } = await openServer();
  const { error } = await mcp.callTool('sonarr_list_series', { tag: 'kids' });
  expect(error).toMatchObject({ code: 'invalid_input', target: 'tag' });
  expect(error['hint']).toContain('having');
  expect(sonarr.requests).toEqual([]);
});

it('says in read-only mode that adding is off and how the owner opens it', async () => {
  const { mcp } = await openServer();
  const tool = (await mcp.listTools()).find(({ name }) => name === 'sonarr_list_series');
  expect(tool?.description).toMatch(/READ_ONLY_MODE=false/);
});
