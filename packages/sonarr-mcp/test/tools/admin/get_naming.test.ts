import { expect, it } from 'vitest';
import { asked, containing } from '../../support/answers.js';
import { emptyHousehold, openServer } from '../../support/sonarr-server.js';

it('names are told with their formats and an example of each', async () => {
  const { mcp, sonarr } = await openServer();
  const answer = await mcp.callTool('sonarr_get_naming', {});
  expect(answer.json).toMatchObject({
    renames: true,
    illegalCharacters: 'left out',
    severalEpisodes: 'S01E01-E03',
    episodes: {
      format: '{Series Title} - S{season:00}E{episode:00} - {Episode Title} {Quality Full}',
      example: 'The Series Title! - S01E01 - Episode Title (1) WEBDL-1080p Proper',
    },
    animeEpisodes: { example: containing('S01E01 - 001') },
    seasonFolder: { format: 'Season {season:00}', example: 'Season 01' },
    specialsFolder: { example: 'Specials' },
  });
  // What becomes of colons is chosen, but only counts where characters are replaced.
  expect(answer.json).not.toHaveProperty('colons');
  expect(answer.json).not.toHaveProperty('note');
  expect(asked(sonarr).sort()).toEqual(['GET /api/v3/config/naming', 'GET /api/v3/config/naming/examples']);
});

it('trap 47: that nothing is renamed is said first, with where that is switched on', async () => {
  const { mcp, sonarr } = await openServer({ household: emptyHousehold() });
  sonarr.state.intake.naming.renameEpisodes = false;
  expect((await mcp.callTool('sonarr_get_naming', {})).json).toMatchObject({
    renames: false,
    note: containing('Settings > Media Management'),
  });
});

it('colons are told where Sonarr replaces what a file system does not take, and unknown choices are left out', async () => {
  const { mcp, sonarr } = await openServer();
  const naming = { ...sonarr.state.intake.naming, id: 1, replaceIllegalCharacters: true };
  const reply = (more: object) =>
    sonarr.faults.add({
      method: 'GET',
      path: '/api/v3/config/naming',
      fault: { kind: 'reply', body: { ...naming, ...more } },
    });
  reply({ colonReplacementFormat: 2 });
  expect((await mcp.callTool('sonarr_get_naming', {})).json).toMatchObject({
    illegalCharacters: 'replaced',
    colons: ' -',
  });
  reply({ colonReplacementFormat: 42, multiEpisodeStyle: 42 });
  const unknown = await mcp.callTool('sonarr_get_naming', {});
  expect(unknown.isError).toBe(false);
  expect(unknown.json).not.toHaveProperty('severalEpisodes');
});
