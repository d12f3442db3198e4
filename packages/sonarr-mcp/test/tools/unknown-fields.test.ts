import { describe, expect, it } from 'vitest';
import { app } from '../../src/app.js';
import { anyNumber, choice, having, rowsOf } from '../support/answers.js';
import { everythingAllowed, openServer, yes, type OpenServer } from '../support/sonarr-server.js';

/** Calls of every tool that changes something, and the series that each leaves in the library. */
const calls: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> = {
  sonarr_grab_queue_item: [{ items: ['The Simpsons'] }],
  sonarr_delete_blocklist_items: [{ items: ['1'] }, { all: true }],
  sonarr_mark_download_failed: [{ item: 'Babylon Berlin S05E03' }],
  sonarr_delete_queue_item: [{ items: ['Pawn Stars', 'The Bureau S04'], blocklist: true, searchAgain: false }],
  sonarr_add_series: [
    { items: ['The Bear', 'Fargo'], ...choice },
    { items: ['Severance', 'Andor'], ...choice, monitor: 'none' },
  ],
  sonarr_update_series: [
    { items: ['Severance', 'Andor'], monitored: false, rootFolder: '/anime', tags: ['kids'] },
    { items: ['Severance', 'Andor'], monitored: true, rootFolder: '/tv', tags: ['kids'], applyTags: 'remove' },
  ],
  sonarr_set_monitoring: [
    { series: 'Severance', episodes: ['S01', 'S02E03'], monitor: 'no' },
    { series: 'Severance', episodes: ['S01', 'S02E03'], monitor: 'yes' },
  ],
  sonarr_delete_episode_files: [{ series: 'Severance', episodes: ['S01'], keepMonitored: true }],
  sonarr_delete_series: [
    { items: ['Velma'], deleteFiles: true, addImportListExclusion: true },
    { items: ['No Such Show', 'Chernobyl'] },
  ],
  sonarr_manage_tag: [
    { action: 'create', tag: 'deutsch' },
    { action: 'rename', tag: 'german', newName: 'from germany' },
    { action: 'delete', tag: 'unused' },
  ],
  sonarr_manual_import: [{ from: '/downloads/by-hand' }],
  sonarr_rename_files: [{ items: ['SPY x FAMILY', 'The Wire'], waitSeconds: 5 }],
  sonarr_search_series: [{ items: ['Wednesday', 'The Simpsons'], waitSeconds: 5 }],
  sonarr_refresh_series: [{ items: ['Andor'] }, { items: ['Dark'], diskOnly: true }],
  sonarr_rss_sync: [{}],
  sonarr_run_task: [{ task: 'Housekeeping' }, { task: 'CheckHealth', waitSeconds: 5 }],
  sonarr_create_backup: [{ waitSeconds: 5 }],
};

/** The series whose episodes get files by a tool's calls, or lose them: Sonarr counts those anew, and nothing else of them. */
const countedAnew: Readonly<Record<string, readonly unknown[]>> = {
  sonarr_manual_import: ['Breaking Bad', 'The Last of Us'],
  sonarr_delete_episode_files: ['Severance'],
};

function withoutCounts({ statistics: _counts, ...series }: Record<string, unknown>): Record<string, unknown> {
  const seasons = Array.isArray(series['seasons']) ? series['seasons'] : [];
  return { ...series, seasons: seasons.map((season: object) => ({ ...season, statistics: undefined })) };
}

/** Calls of tools that name something which has to be there first: a release that was shown, work that waits. */
const made: Readonly<Record<string, (server: OpenServer) => Promise<readonly Readonly<Record<string, unknown>>[]>>> = {
  sonarr_grab_release: async ({ mcp }) => {
    const shown = await mcp.callTool('sonarr_search_releases', { series: 'Wednesday', episode: 'S02E03' });
    return rowsOf(shown, 'releases')
      .slice(0, 1)
      .map(({ handle }) => ({ handle, force: true }));
  },
  sonarr_cancel_command: ({ sonarr }) => {
    const id = 900;
    const queued = sonarr.state.household.now;
    sonarr.state.commands.push({
      id,
      name: 'RssSync',
      body: {},
      trigger: 'manual',
      queued,
      status: 'queued',
      message: '',
    });
    return Promise.resolve([{ id }]);
  },
};

/** Everything that Sonarr sends of each series, by id; what no document describes is among it. */
async function documents({ sonarr }: OpenServer): Promise<Map<number, Record<string, unknown>>> {
  const response = await fetch(`${sonarr.url}/api/v3/series`, { headers: { 'x-api-key': sonarr.apiKey } });
  const all: unknown = await response.json();
  if (!Array.isArray(all)) throw new Error('Sonarr sent no list.');
  return new Map(all.map((document: { id: number }) => [document.id, { ...document }]));
}

const { tools } = await app.definitions();
const writes = tools.filter(({ effect }) => effect === 'write' || effect === 'destructive').map(({ name }) => name);

describe.each(writes)('%s', (name) => {
  it('leaves every field of every other series as it was, those too that nobody describes', async () => {
    const server = await openServer({ environment: everythingAllowed, person: { onQuestion: () => yes } });
    const before = await documents(server);
    const sample = [...before.values()][0];
    expect(sample).toHaveProperty('lastSearchSummary');
    expect(sample?.['seasons']).toContainEqual(having({ artworkRevision: anyNumber }));
    const own = [...(calls[name] ?? []), ...((await made[name]?.(server)) ?? [])];
    expect(own, `calls of ${name}`).not.toEqual([]);
    for (const args of own) {
      const answer = await server.mcp.callTool(name, { ...args });
      expect(answer.isError, answer.text).toBe(false);
    }
    server.sonarr.settle();
    const after = await documents(server);
    let compared = 0;
    for (const [id, document] of before) {
      if (!after.has(id)) continue;
      const counted = countedAnew[name]?.includes(document['title']) === true;
      const now = after.get(id) ?? {};
      expect(counted ? withoutCounts(now) : now).toEqual(counted ? withoutCounts(document) : document);
      compared += 1;
    }
    expect(compared).toBeGreaterThanOrEqual(before.size - 2);
  });
});
