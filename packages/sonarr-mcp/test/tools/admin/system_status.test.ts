import { expect, it } from 'vitest';
import { asked, containing } from '../../support/answers.js';
import { openServer } from '../../support/sonarr-server.js';

it('tells what the server is and since when it runs, where the person is', async () => {
  const { mcp, sonarr } = await openServer({ sonarr: { urlBase: '/sonarr' } });
  expect((await mcp.callTool('sonarr_system_status')).structured).toEqual({
    version: '4.0.17.2953',
    name: 'Sonarr',
    branch: 'main',
    startedAt: '2026-11-21T18:00:00+01:00',
    builtAt: '2025-11-05T18:33:51+01:00',
    operatingSystem: 'debian 12',
    inContainer: true,
    runtime: '.NET 6.0.36',
    database: 'sqLite 3.45.1',
    authentication: 'forms',
    urlBase: '/sonarr',
    updatedBy: 'docker',
  });
  expect(asked(sonarr)).toEqual(['GET /api/v3/system/status']);
});

it('shows no folder of the machine it runs on', async () => {
  const { mcp } = await openServer();
  const { text } = await mcp.callTool('sonarr_system_status');
  expect(text).not.toContain('/config');
  expect(text).not.toContain('/app');
});

it('is off unless its toolset is switched on, and says how', async () => {
  const { mcp, sonarr } = await openServer({ environment: { SONARR_TOOLSETS: 'default' } });
  expect((await mcp.listTools()).map(({ name }) => name)).not.toContain('sonarr_system_status');
  const { error } = await mcp.callTool('sonarr_system_status');
  expect(error).toMatchObject({ code: 'configuration', hint: containing('--toolsets default,admin') });
  expect(sonarr.requests).toEqual([]);
});

it('refuses arguments that it does not have', async () => {
  const { mcp } = await openServer();
  const { error } = await mcp.callTool('sonarr_system_status', { verbose: true });
  expect(error).toMatchObject({ code: 'invalid_input', target: 'verbose' });
});
