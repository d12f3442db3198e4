import { describe, expect, it } from 'vitest';
import { asked } from '../support/answers.js';
import { openServer } from '../support/sonarr-server.js';

const template = 'sonarr://series/{series}';

it('is what sonarr_get_series answers, by ref or by title', async () => {
  const { mcp } = await openServer();
  expect(await mcp.listResourceTemplates()).toMatchObject([{ uriTemplate: template }]);
  const { json } = await mcp.callTool('sonarr_get_series', { series: 'Élite' });
  expect(await mcp.readResource(`sonarr://series/${encodeURIComponent('Élite')}`)).toEqual(json);
  expect(await mcp.readResource(`sonarr://series/${encodeURIComponent(String(json['ref']))}`)).toEqual(json);
});

it('that is not there, or could be several, is refused', async () => {
  const { mcp } = await openServer();
  await expect(mcp.readResource('sonarr://series/The%20Bear')).rejects.toThrow();
  await expect(mcp.readResource('sonarr://series/Doctor%20Who')).rejects.toThrow();
});

describe('its completion', () => {
  it('proposes titles that begin so, told apart by year, and those that are called so in another language', async () => {
    const { mcp, sonarr } = await openServer();
    expect(await mcp.complete({ template }, 'series', 'doc')).toEqual([
      'Doctor Who (2023)',
      'Doctor Who (1963)',
      'Doctor Who (2005)',
    ]);
    expect(await mcp.complete({ template }, 'series', 'haus des geldes')).toEqual(['Money Heist (2017)']);
    expect(await mcp.complete({ template }, 'series', 'zzz')).toEqual([]);
    expect(asked(sonarr)).toEqual(['GET /api/v3/series', 'GET /api/v3/series', 'GET /api/v3/series']);
  });

  it('proposes only what leads to one series', async () => {
    const { mcp } = await openServer();
    for (const title of await mcp.complete({ template }, 'series', 'd')) {
      expect(await mcp.readResource(`sonarr://series/${encodeURIComponent(title)}`)).toHaveProperty('ref');
    }
  });
});
