import { expect, it } from 'vitest';
import { asked, containing } from '../../support/answers.js';
import { emptyHousehold, openServer } from '../../support/sonarr-server.js';

it('tells every problem that Sonarr reports, what to do about it and where to read on, in two requests', async () => {
  const { mcp, sonarr } = await openServer();
  const answer = await mcp.callTool('sonarr_health_check');
  expect(answer.structured).toEqual({
    healthy: false,
    version: '4.0.17.2953',
    issues: [
      {
        severity: 'warning',
        source: 'IndexerStatusCheck',
        message: 'Indexers unavailable due to failures: Bergfunk',
        remedy: containing('sonarr_test_indexers'),
        readOn: 'https://wiki.servarr.com/sonarr/system#indexers-are-unavailable-due-to-failures',
      },
      {
        severity: 'error',
        source: 'DownloadClientStatusCheck',
        message: 'Download clients are unavailable due to failures: Old Transmission',
        remedy: containing('sonarr_test_download_clients'),
        readOn: 'https://wiki.servarr.com/sonarr/system#download-clients-are-unavailable-due-to-failures',
      },
    ],
  });
  expect(asked(sonarr).sort()).toEqual(['GET /api/v3/health', 'GET /api/v3/system/status']);
});

it('is well when there is nothing to report', async () => {
  const { mcp } = await openServer({ household: emptyHousehold() });
  expect((await mcp.callTool('sonarr_health_check')).structured).toEqual({
    healthy: true,
    version: '4.0.17.2953',
  });
});

it('is well with a mere notice, and leaves out what is fine', async () => {
  const { mcp, sonarr } = await openServer();
  sonarr.faults.add({
    path: '/api/v3/health',
    fault: {
      kind: 'reply',
      body: JSON.stringify([
        { source: 'UpdateCheck', type: 'notice', message: 'New update is available' },
        { source: 'ApiKeyValidationCheck', type: 'ok', message: '' },
      ]),
      headers: { 'content-type': 'application/json' },
    },
  });
  expect((await mcp.callTool('sonarr_health_check')).json).toMatchObject({
    healthy: true,
    issues: [{ severity: 'notice', message: 'New update is available' }],
  });
});

it('says that Sonarr is starting when it is, instead of that it is ill', async () => {
  const { mcp, sonarr } = await openServer();
  sonarr.faults.starting = true;
  const { error } = await mcp.callTool('sonarr_health_check');
  expect(error).toMatchObject({ code: 'upstream_unavailable', message: 'Sonarr is starting.', retryable: true });
});

it('trap 51: shows no key and no address of what a check quotes, and is not led by signs that nobody sees', async () => {
  const { mcp, sonarr } = await openServer();
  sonarr.faults.add({
    path: '/api/v3/health',
    fault: {
      kind: 'reply',
      body: [
        {
          source: 'IndexerStatusCheck',
          type: 'warning',
          message: 'Berg\u202efunk: https://bergfunk.example/feed?apikey=canary failed at 10.0.0.7',
        },
        { source: 'MoonCheck', type: 'error', message: 'The moon is full.' },
      ],
    },
  });
  const answer = await mcp.callTool('sonarr_health_check');
  expect(answer.text).not.toMatch(/canary|10\.0\.0\.7|\u202e/);
  expect(answer.json).toMatchObject({ healthy: false, issues: [{}, { message: 'The moon is full.' }] });
});
