import { expect, it } from 'vitest';
import { openServer, openWriting } from './support/sonarr-server.js';
import { downloadOf } from './tools/downloads/importing.js';

it('the place to import from may be called what the queue calls it, or a folder', async () => {
  const { mcp, sonarr } = await openServer();
  const { downloadId } = downloadOf(sonarr, 'importBlocked');
  expect((await mcp.callTool('sonarr_get_manual_import', { downloadId })).json).toMatchObject({ ready: 1 });
  expect((await mcp.callTool('sonarr_get_manual_import', { folder: '/downloads/by-hand' })).json).toMatchObject({
    total: 5,
  });
  const writing = await openWriting();
  expect((await writing.mcp.callTool('sonarr_manual_import', { downloadId })).error).toMatchObject({
    code: 'confirmation_needed',
  });
});
