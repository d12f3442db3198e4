import type { SonarrStandIn } from '@watchstack/demo/sonarr';
import { expect, it } from 'vitest';
import { column, rowsOf, seriesNamed } from '../support/answers.js';
import { householdOf, now, openServer } from '../support/sonarr-server.js';

interface Statistics {
  readonly episodeCount: number;
  readonly episodeFileCount: number;
  readonly totalEpisodeCount: number;
}

/** What Sonarr itself sends, as text. */
async function raw(sonarr: SonarrStandIn, path: string): Promise<string> {
  const response = await fetch(`${sonarr.url}${path}`, { headers: { 'X-Api-Key': sonarr.apiKey } });
  return response.text();
}

it('trap 35: what is missing is what has aired and is looked after, specials too, and nothing else', async () => {
  const { mcp, sonarr } = await openServer();
  const wanted = [...sonarr.state.series.values()]
    .filter((series) => series.monitored)
    .flatMap((series) => sonarr.state.episodesOf(series))
    .filter(({ monitored, fileId, episode: { airDateUtc, runtime } }) => {
      const over = airDateUtc === undefined ? Infinity : airDateUtc.getTime() + runtime * 60_000;
      return monitored && fileId === 0 && over <= now.getTime();
    });
  const answer = await mcp.callTool('sonarr_get_missing_episodes', {});
  expect(answer.json['total']).toBe(wanted.length);
  const ofVelma = seriesNamed(sonarr, 'Velma');
  expect(ofVelma.monitored).toBe(false);
  expect(column(answer, 'episodes', 'series')).not.toContain('Velma');
});

it('trap 37: what is missing of a series is counted from what has aired, not from all its episodes', async () => {
  const { mcp, sonarr } = await openServer();
  const parsed: unknown = JSON.parse(await raw(sonarr, '/api/v3/series?tvdbId=73762'));
  const [{ statistics }] = parsed as [{ readonly statistics: Statistics }];
  const missing = statistics.episodeCount - statistics.episodeFileCount;
  expect(missing).toBeLessThan(statistics.totalEpisodeCount - statistics.episodeFileCount);
  const one = await mcp.callTool('sonarr_get_series', { series: 'tvdb:73762' });
  expect(one.json['missing']).toBe(missing);
  const list = await mcp.callTool('sonarr_list_series', { items: ['tvdb:73762'] });
  expect(column(list, 'series', 'missing')).toEqual([missing]);
});

it('trap 53: the spaces that Sonarr indents with are in no answer', async () => {
  const { mcp, sonarr } = await openServer();
  expect(await raw(sonarr, '/api/v3/series?tvdbId=73762')).toMatch(/\n {2}/);
  for (const name of ['sonarr_list_series', 'sonarr_get_calendar', 'sonarr_get_queue']) {
    const answer = await mcp.callTool(name, {});
    expect(answer.text).toBe(JSON.stringify(answer.json));
  }
});

it('trap 54: a ref means the same series in two Sonarrs, an id does not', async () => {
  const one = await openServer();
  const other = await openServer({ household: householdOf(8) });
  const titles = (server: typeof one) => [...server.sonarr.state.series.values()].map(({ show }) => show.tvdbTitle);
  const title = titles(other).find((each) => titles(one).includes(each));
  if (title === undefined) throw new Error('The two households have no series in common.');
  const { tvdb } = seriesNamed(one.sonarr, title).show.ids;
  for (const { mcp } of [one, other]) {
    expect((await mcp.callTool('sonarr_get_series', { series: `tvdb:${tvdb}` })).json['title']).toBe(title);
  }
  const last = Math.max(...one.sonarr.state.series.keys());
  const answer = await other.mcp.callTool('sonarr_get_series', { series: String(last) });
  expect(answer.error['code']).toBe('not_found');
});

it('trap 56: a complete series that ended is neither off nor gone, and neither is one that TheTVDB deleted', async () => {
  const { mcp, sonarr } = await openServer();
  const ended = await mcp.callTool('sonarr_list_series', { having: ['ended'], complete: true, limit: 50 });
  expect(rowsOf(ended, 'series').filter((row) => row['unmonitored'] === undefined)).not.toEqual([]);
  const tvdb = String(seriesNamed(sonarr, 'Severance').show.ids.tvdb);
  const body = (await raw(sonarr, `/api/v3/series?tvdbId=${tvdb}`)).replace(/"status": "\w+"/, '"status": "deleted"');
  const headers = { 'content-type': 'application/json' };
  sonarr.faults.add({ path: '/api/v3/series', fault: { kind: 'reply', headers, body } });
  const gone = await mcp.callTool('sonarr_list_series', { having: ['deleted'] });
  expect(rowsOf(gone, 'series')).toMatchObject([{ title: 'Severance', status: 'deleted' }]);
});
