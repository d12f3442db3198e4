import { describe, expect, it } from 'vitest';
import { nothing, openServer, rowsOf } from '../../server.js';

describe('plex_get_sessions', () => {
  it('tells who watches what, where, how far and how', async () => {
    const { mcp } = await openServer();
    const answer = await mcp.callTool('plex_get_sessions');
    expect(answer.json).toMatchObject({ total: 3, playing: 2, transcoding: 1, bandwidthKbps: 23_600 });
    const [direct, converted, paused] = rowsOf(answer, 'sessions');
    expect(direct).toMatchObject({
      user: 'Clara',
      state: 'playing',
      show: 'Severance',
      episode: 'S03E05',
      player: 'Living Room',
      location: 'lan',
      stream: 'direct play',
      progressPercent: 34,
    });
    expect(converted).toMatchObject({
      user: 'Jonas',
      title: 'Oppenheimer',
      location: 'wan',
      stream: 'transcode',
      audio: 'truehd → aac',
      transcodeSpeed: 2.4,
    });
    expect(converted?.['video']).toMatch(/^hevc .* → h264 720p$/);
    expect(paused).toMatchObject({ user: 'Mila', state: 'paused', stream: 'direct play' });
  });

  it('gives every row a ref that Sonarr and Trakt take, with one more request', async () => {
    const { mcp, plex } = await openServer();
    const refs = rowsOf(await mcp.callTool('plex_get_sessions'), 'sessions').map(
      ({ ref }) => String(ref).split(':')[0],
    );
    expect(refs).toEqual(['tvdb', 'tmdb', 'tvdb']);
    expect(plex.requests).toHaveLength(2);
  });

  it('keeps addresses to itself unless personal data was allowed', async () => {
    const closed = await openServer();
    expect((await closed.mcp.callTool('plex_get_sessions')).text).not.toMatch(/\d+\.\d+\.\d+\.\d+/);
    const open = await openServer({ environment: { SHOW_PERSONAL_DATA: 'true' } });
    const rows = rowsOf(await open.mcp.callTool('plex_get_sessions'), 'sessions');
    expect(rows[1]?.['address']).toBe('198.51.100.77');
  });

  it('calls a stream whose picture is only repackaged no transcode', async () => {
    const { mcp, plex } = await openServer();
    plex.answers.edit = (document, path) =>
      path === '/status/sessions'
        ? {
            size: 1,
            Metadata: [
              {
                ratingKey: '1001',
                type: 'movie',
                title: 'Metropolis',
                duration: 6_000_000,
                TranscodeSession: { key: '/t/1', videoDecision: 'copy', audioDecision: 'transcode' },
              },
            ],
          }
        : document;
    const answer = await mcp.callTool('plex_get_sessions');
    expect(answer.json).toMatchObject({ total: 1, transcoding: 0 });
    expect(rowsOf(answer, 'sessions')[0]).toMatchObject({ stream: 'direct stream', progressPercent: 0 });
  });

  it('shows live television, which has no length, no key and no library', async () => {
    const { mcp, plex } = await openServer();
    plex.answers.edit = (document, path) =>
      path === '/status/sessions'
        ? {
            size: 1,
            Metadata: [
              {
                live: '1',
                type: 'episode',
                title: 'Zeit im Bild',
                grandparentTitle: 'Zeit im Bild',
                duration: 0,
                viewOffset: 5000,
                User: { id: '1', title: 'Clara' },
                Player: { state: 'playing', title: 'Living Room' },
              },
            ],
          }
        : document;
    const [row] = rowsOf(await mcp.callTool('plex_get_sessions'), 'sessions');
    expect(row).toMatchObject({ live: true, title: 'Zeit im Bild', user: 'Clara', stream: 'direct play' });
    expect(row).not.toHaveProperty('progressPercent');
    expect(row).not.toHaveProperty('ref');
  });

  it('says that nobody is watching when nobody is', async () => {
    const { mcp } = await openServer({ plex: nothing });
    expect((await mcp.callTool('plex_get_sessions')).json).toEqual({
      total: 0,
      returned: 0,
      playing: 0,
      transcoding: 0,
      bandwidthKbps: 0,
      sessions: [],
    });
  });

  it("says that it needs the owner's token", async () => {
    const { mcp } = await openServer({ token: 'plex-demo-token-of-a-guest' });
    const answer = await mcp.callTool('plex_get_sessions');
    expect(answer.error).toMatchObject({ code: 'permission', status: 403 });
    expect(answer.error['hint']).toContain('owner');
  });
});
