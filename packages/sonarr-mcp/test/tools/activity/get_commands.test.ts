import { describe, expect, it } from 'vitest';
import { anyNumber, asked, column, rowsOf, seriesNamed } from '../../support/answers.js';
import { openServer, openWriting } from '../../support/sonarr-server.js';

describe('the work of Sonarr', () => {
  it('is shown with what it is about and, at its end, with what came of it', async () => {
    const { mcp, sonarr } = await openWriting();
    const { id } = seriesNamed(sonarr, 'Wednesday');
    const missing = sonarr.state.commands.length;
    await mcp.callTool('sonarr_rss_sync');
    await fetch(`${sonarr.url}/api/v3/command`, {
      method: 'POST',
      headers: { 'x-api-key': sonarr.apiKey, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'MissingEpisodeSearch', seriesId: id }),
    });
    sonarr.settle();
    const answer = await mcp.callTool('sonarr_get_commands');
    expect(answer.json['total']).toBe(missing + 2);
    expect(rowsOf(answer, 'commands')).toMatchObject([
      {
        name: 'MissingEpisodeSearch',
        status: 'completed',
        about: 'Wednesday',
        searched: 8,
        grabbed: 8,
        endedAt: '2026-11-21T18:00:00+01:00',
        says: 'Completed search for 8 episodes. 8 reports downloaded.',
      },
      { id: anyNumber, name: 'RssSync', status: 'completed', grabbed: 0 },
    ]);
  });

  it('that is not done comes first, and can be had alone', async () => {
    const { mcp, sonarr } = await openServer({ sonarr: { commandDelayMs: 60_000 } });
    const start = (body: object) =>
      fetch(`${sonarr.url}/api/v3/command`, {
        method: 'POST',
        headers: { 'x-api-key': sonarr.apiKey, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    await start({ name: 'Backup' });
    sonarr.settle();
    await start({ name: 'SeasonSearch', seriesId: seriesNamed(sonarr, 'Severance').id, seasonNumber: 0 });
    await start({ name: 'EpisodeSearch', episodeIds: [1, 2, 3] });
    const all = await mcp.callTool('sonarr_get_commands');
    expect(column(all, 'commands', 'name')).toEqual(['EpisodeSearch', 'SeasonSearch', 'Backup']);
    expect(column(all, 'commands', 'about')).toEqual(['3 episodes', 'Severance season 0', undefined]);
    const open = await mcp.callTool('sonarr_get_commands', { unfinishedOnly: true });
    expect(column(open, 'commands', 'status')).toEqual(['queued', 'queued']);
  });

  it('costs one request where it is about no series, and nothing where there is none', async () => {
    const { mcp, sonarr } = await openServer();
    const answer = await mcp.callTool('sonarr_get_commands');
    expect(answer.json).toEqual({ total: 0, returned: 0, commands: [] });
    expect(asked(sonarr)).toEqual(['GET /api/v3/command']);
  });

  it('trap 33: that ended is gone after five minutes, which is no error', async () => {
    const server = await openWriting();
    await server.mcp.callTool('sonarr_rss_sync');
    server.sonarr.settle();
    server.pass(6 * 60_000);
    expect((await server.mcp.callTool('sonarr_get_commands')).json['total']).toBe(0);
  });
});
