import { describe, expect, it } from 'vitest';
import { column, containing, having, rowsOf, seriesNamed } from './support/answers.js';
import { openServer, openWriting, yes } from './support/sonarr-server.js';

describe('the tools of the original Sonarr server, with the arguments they had', () => {
  it('sonarr_system_status and sonarr_health_check', async () => {
    const { mcp } = await openServer();
    expect((await mcp.callTool('sonarr_system_status')).json).toMatchObject({ version: '4.0.17.2953' });
    expect((await mcp.callTool('sonarr_health_check', { include_details: true })).json).toMatchObject({
      healthy: false,
    });
  });

  it('sonarr_get_all_series', async () => {
    const { mcp, sonarr } = await openServer();
    const answer = await mcp.callTool('sonarr_get_all_series', { include_stats: true });
    expect(answer.json['total']).toBe(sonarr.state.series.size);
  });

  it('sonarr_list_series with filters, order and pages', async () => {
    const { mcp } = await openServer();
    const first = await mcp.callTool('sonarr_list_series', {
      status: 'ended',
      monitored: true,
      sort_by: 'sizeOnDisk',
      sort_order: 'desc',
      page: 1,
      page_size: 3,
    });
    expect(rowsOf(first, 'series').every(({ status }) => status === 'ended')).toBe(true);
    expect(column(first, 'series', 'unmonitored')).toEqual([undefined, undefined, undefined]);
    const sizes = column(first, 'series', 'sizeBytes').map(Number);
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    const second = await mcp.callTool('sonarr_list_series', {
      status: 'ended',
      monitored: true,
      sort_by: 'sizeOnDisk',
      sort_order: 'desc',
      page: 2,
      page_size: 3,
    });
    expect(Number(column(second, 'series', 'sizeBytes')[0])).toBeLessThanOrEqual(Number(sizes.at(-1)));
    const titled = await mcp.callTool('sonarr_list_series', {
      title_contains: 'doctor',
      sort_by: 'year',
      sort_order: 'asc',
    });
    expect(column(titled, 'series', 'year')).toEqual([1963, 2005, 2023]);
    const all = await mcp.callTool('sonarr_list_series', { page_size: 500 });
    expect(all.isError).toBe(false);
  });

  it('sonarr_get_series, sonarr_get_episodes and sonarr_get_episode_files', async () => {
    const { mcp, sonarr } = await openServer();
    const { id } = seriesNamed(sonarr, 'Severance');
    expect((await mcp.callTool('sonarr_get_series', { series_id: id })).json).toMatchObject({ id, title: 'Severance' });
    expect((await mcp.callTool('sonarr_get_episodes', { series_id: id })).json['total']).toBe(31);
    const files = await mcp.callTool('sonarr_get_episode_files', { series_id: id });
    expect(column(files, 'episodes', 'file')).toContainEqual(having({ quality: 'WEBDL-2160p' }));
  });

  it('sonarr_search_new_series', async () => {
    const { mcp } = await openServer();
    const answer = await mcp.callTool('sonarr_search_new_series', { term: 'The Bear' });
    expect(column(answer, 'results', 'title')).toContain('The Bear');
  });

  it('sonarr_add_series by the id of TheTVDB, the number of the profile and the path of the folder', async () => {
    const { mcp, sonarr } = await openWriting();
    const answer = await mcp.callTool('sonarr_add_series', {
      tvdb_id: 252019,
      quality_profile_id: 5,
      root_folder_path: '/tv',
      monitored: true,
      search_for_missing: false,
    });
    expect(answer.json).toMatchObject({ outcome: 'done', profile: 'Ultra-HD', searching: false });
    expect(seriesNamed(sonarr, 'The Bridge (2011)')).toMatchObject({ qualityProfileId: 5, monitored: true });
    await mcp.callTool('sonarr_add_series', {
      tvdb_id: '470434',
      quality_profile_id: 5,
      root_folder_path: '/tv',
      monitored: false,
    });
    expect(seriesNamed(sonarr, 'The Bridge (US)').monitored).toBe(false);
  });

  it('sonarr_delete_series, which asks now', async () => {
    const questions: string[] = [];
    const { mcp, sonarr } = await openWriting({
      person: {
        onQuestion: (message) => {
          questions.push(message);
          return yes;
        },
      },
    });
    const { id } = seriesNamed(sonarr, 'Velma');
    const answer = await mcp.callTool('sonarr_delete_series', { series_id: id, delete_files: false });
    expect(answer.json).toMatchObject({ outcome: 'done', target: 'Velma' });
    expect(questions).toHaveLength(1);
  });

  it('sonarr_get_calendar, which counted whole days before and after now', async () => {
    const { mcp } = await openServer();
    const answer = await mcp.callTool('sonarr_get_calendar', { days: 3, include_past_days: 2 });
    expect(answer.json).toMatchObject({ from: '2026-11-19', to: '2026-11-23' });
    expect((await mcp.callTool('sonarr_get_calendar', { days: 7, include_past_days: 0 })).json).toMatchObject({
      from: '2026-11-21',
      to: '2026-11-27',
    });
  });

  it('sonarr_get_queue and sonarr_get_missing_episodes by pages', async () => {
    const { mcp } = await openServer();
    const queue = await mcp.callTool('sonarr_get_queue', { page: 2, page_size: 5 });
    expect(queue.json).toMatchObject({ total: 12, returned: 5, nextOffset: 10 });
    const missing = await mcp.callTool('sonarr_get_missing_episodes', { page: 1, page_size: 20 });
    expect(missing.json).toMatchObject({ returned: 20, nextOffset: 20 });
  });
});

describe('usual names without the prefix', () => {
  it.each([
    ['list_series', {}, 'series'],
    ['search_series', { term: 'Ghosts' }, 'results'],
    ['get_episodes', { seriesId: 'Severance', seasonNumber: 1 }, 'episodes'],
    ['get_calendar', { days: 7 }, 'episodes'],
    ['get_queue', {}, 'downloads'],
  ])('%s works', async (name, args, list) => {
    const { mcp } = await openServer();
    expect(rowsOf(await mcp.callTool(name, args), list).length).toBeGreaterThan(0);
  });

  it('add_series works', async () => {
    const { mcp } = await openWriting();
    const answer = await mcp.callTool('add_series', { tvdbId: 252019, profile: 'Any', rootFolder: '/tv' });
    expect(answer.json).toMatchObject({ outcome: 'done', target: 'The Bridge (2011)', profile: 'Any' });
  });

  it('add_series is locked in read-only mode as well', async () => {
    const { mcp, sonarr } = await openServer();
    const { error } = await mcp.callTool('add_series', { tvdbId: 252019 });
    expect(error).toMatchObject({ code: 'read_only', message: containing("'add_series'") });
    expect(sonarr.requests).toEqual([]);
  });
});
