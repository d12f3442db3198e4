import { describe, expect, it } from 'vitest';
import { asked, seriesNamed } from '../support/answers.js';
import { openServer } from '../support/sonarr-server.js';

const search = '/api/v3/series/lookup';

describe('a title that the library does not keep', () => {
  it("is found by Sonarr's own search when the best match is in the library", async () => {
    const { mcp, sonarr } = await openServer();
    const { id, show } = seriesNamed(sonarr, 'Severance');
    const body = [{ id, title: 'Severance', tvdbId: show.ids.tvdb, seasons: [] }];
    sonarr.faults.add({ method: 'GET', path: search, fault: { kind: 'reply', status: 200, body } });
    const answer = await mcp.callTool('sonarr_get_series', { series: 'Rozdělení' });
    expect(answer.json).toMatchObject({ title: 'Severance', id });
  });

  it('is not there when the best match is another show, or the search does not answer', async () => {
    const { mcp, sonarr } = await openServer();
    const { error } = await mcp.callTool('sonarr_get_series', { series: 'Slow Horses' });
    expect(error).toMatchObject({ code: 'not_found' });
    expect(asked(sonarr)).toContain(`GET ${search}`);
    sonarr.faults.add({ method: 'GET', path: search, fault: { kind: 'reply', status: 503, body: '' } });
    const second = await mcp.callTool('sonarr_get_series', { series: 'Slow Horses' });
    expect(second.error).toMatchObject({ code: 'not_found' });
  });

  it('is never searched for to delete it', async () => {
    const { mcp, sonarr } = await openServer({ environment: { READ_ONLY_MODE: 'false' } });
    const { error } = await mcp.callTool('sonarr_delete_series', { items: ['Rozdělení'] });
    expect(error).toMatchObject({ code: 'not_found', changed: 'no' });
    expect(asked(sonarr)).not.toContain(`GET ${search}`);
  });
});
