import { describe, expect, it } from 'vitest';
import { containing, seriesNamed } from './support/answers.js';
import { openServer, openWriting, type OpenServer } from './support/sonarr-server.js';

/** What Sonarr was told to do. */
function sent({ sonarr }: Pick<OpenServer, 'sonarr'>): unknown[] {
  return sonarr.requests.filter(({ method }) => method === 'POST').map(({ body }): unknown => JSON.parse(body));
}

describe('the searches of the original Sonarr server, with the arguments they had', () => {
  it('sonarr_search_series and sonarr_search_season search all that is monitored, as they did', async () => {
    const server = await openWriting();
    const { id } = seriesNamed(server.sonarr, 'Severance');
    expect((await server.mcp.callTool('sonarr_search_series', { series_id: id })).json['outcome']).toBe('running');
    await server.mcp.callTool('sonarr_search_season', { series_id: id, season_number: 0 });
    expect(sent(server)).toEqual([
      { name: 'SeriesSearch', seriesId: id },
      { name: 'SeasonSearch', seriesId: id, seasonNumber: 0 },
    ]);
  });

  it('sonarr_search_season without its season searches nothing', async () => {
    const server = await openWriting();
    const { id } = seriesNamed(server.sonarr, 'Severance');
    await server.mcp.callTool('sonarr_search_season', { series_id: id });
    expect(sent(server)).toEqual([]);
  });

  it('sonarr_search_missing searches what is missing, as its name says', async () => {
    const server = await openWriting();
    const { id } = seriesNamed(server.sonarr, 'Wednesday');
    await server.mcp.callTool('sonarr_search_missing', { seriesId: id });
    expect(sent(server)).toEqual([{ name: 'MissingEpisodeSearch', seriesId: id }]);
  });

  it('sonarr_refresh_series and sonarr_rescan_series do it for one series', async () => {
    const server = await openWriting();
    const { id } = seriesNamed(server.sonarr, 'Severance');
    await server.mcp.callTool('sonarr_refresh_series', { series_id: id });
    await server.mcp.callTool('sonarr_rescan_series', { series_id: id });
    expect(sent(server)).toEqual([
      { name: 'RefreshSeries', seriesIds: [id] },
      { name: 'RescanSeries', seriesId: id },
    ]);
  });

  it.each(['sonarr_refresh_series', 'sonarr_rescan_series', 'sonarr_search_series', 'sonarr_search_season'])(
    'trap 31: %s without a series does not become the whole library, and says how that is asked for',
    async (name) => {
      const server = await openWriting();
      const { error } = await server.mcp.callTool(name, {});
      expect(error).toMatchObject({ code: 'invalid_input', changed: 'no', hint: containing('wholeLibrary: true') });
      expect(sent(server)).toEqual([]);
    },
  );

  it('sonarr_rss_sync takes its force, which never meant anything', async () => {
    const server = await openWriting();
    await server.mcp.callTool('sonarr_rss_sync', { force: true });
    expect(sent(server)).toEqual([{ name: 'RssSync' }]);
  });

  it('they are locked in read-only mode as well', async () => {
    const { mcp, sonarr } = await openServer();
    for (const name of ['sonarr_search_season', 'sonarr_rescan_series', 'sonarr_search_missing']) {
      expect((await mcp.callTool(name, { series_id: 1 })).error).toMatchObject({ code: 'read_only' });
    }
    expect(sonarr.requests).toEqual([]);
  });
});
