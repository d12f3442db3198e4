import { describe, expect, it } from 'vitest';

import { object, objects, open } from './stand-in.js';
import type { Session } from './stand-in.js';

const kinds = ['indexer', 'downloadclient', 'importlist', 'notification'] as const;

/** The name and the stars of every setting that is secret. */
function secretsOf(provider: Record<string, unknown>): unknown[] {
  return objects(provider['fields'])
    .filter(({ privacy }) => privacy !== 'normal')
    .map(({ value }) => value);
}

async function named(session: Session, kind: string, name: string): Promise<Record<string, unknown>> {
  const found = (await session.list(`/api/v3/${kind}`)).find((one) => one['name'] === name);
  if (found === undefined) throw new Error(`no ${kind} is called ${name}`);
  return found;
}

describe('providers', () => {
  it.each(kinds)('of the kind %s show stars for every secret, listed and alone', async (kind) => {
    const session = await open();
    const all = await session.list(`/api/v3/${kind}`);
    expect(all.length).toBeGreaterThan(1);
    const secrets = all.flatMap(secretsOf);
    if (kind !== 'indexer') expect(secrets.length).toBeGreaterThan(1);
    expect(new Set(secrets)).toEqual(new Set(['********']));
    expect(await session.get(`/api/v3/${kind}/2`)).toEqual(all[1]);
    expect((await session.send('GET', `/api/v3/${kind}/99`)).status).toBe(404);
  });

  it('have a switch when they download, and none when they are indexers', async () => {
    const session = await open();
    expect(await named(session, 'downloadclient', 'SABnzbd')).toMatchObject({ enable: true });
    const indexer = await named(session, 'indexer', 'Teehaus');
    expect(indexer).not.toHaveProperty('enable');
    expect(indexer).toMatchObject({ enableRss: true, enableAutomaticSearch: false, enableInteractiveSearch: true });
  });
});

describe('testing all', () => {
  it.each([
    ['indexer', [1, 2, 3], 2],
    ['downloadclient', [1, 2, 3], 3],
  ] as const)('%ss is a 400 with all results when one fails', async (kind, ids, failing) => {
    const { send } = await open();
    const answer = await send('POST', `/api/v3/${kind}/testall`, {});
    expect(answer.status).toBe(400);
    const results = objects(answer.body);
    expect(results.map(({ id }) => id)).toEqual(ids);
    expect(results.filter(({ isValid }) => isValid === false).map(({ id }) => id)).toEqual([failing]);
  });

  it('is a 200 when all pass, and leaves out what is off', async () => {
    const { sonarr, send } = await open();
    const { setup } = sonarr.state;
    sonarr.state.setup = {
      ...setup,
      downloadClients: setup.downloadClients.map((one) => (one['id'] === 3 ? { ...one, enable: false } : one)),
    };
    const answer = await send('POST', '/api/v3/downloadclient/testall', {});
    expect(answer.status).toBe(200);
    expect(objects(answer.body).map(({ id }) => id)).toEqual([1, 2]);
  });
});

describe('testing one', () => {
  it('is answered with a text, or with what is wrong, and changes nothing', async () => {
    const session = await open();
    const before = session.sonarr.digest();
    const well = await session.send('POST', '/api/v3/indexer/test', await named(session, 'indexer', 'Nordlicht'));
    expect([well.status, well.body]).toEqual([200, '{}']);
    const ill = await session.send('POST', '/api/v3/indexer/test', await named(session, 'indexer', 'Bergfunk'));
    expect(ill.status).toBe(400);
    expect(objects(ill.body)).toMatchObject([{ severity: 'error', isWarning: false }]);
    expect(session.sonarr.digest()).toBe(before);
  });
});

describe('settings', () => {
  it('hold the key of Sonarr itself, as Sonarr sends it', async () => {
    const { get } = await open();
    const host = object(await get('/api/v3/config/host'));
    expect(String(host['apiKey'])).toMatch(/^[0-9a-f]{32}$/);
    expect(host).toMatchObject({ authenticationMethod: 'forms' });
  });

  it('are told page by page', async () => {
    const session = await open();
    expect(await session.get('/api/v3/config/mediamanagement')).toMatchObject({ recycleBin: '' });
    expect(await session.get('/api/v3/config/downloadclient')).toMatchObject({ enableCompletedDownloadHandling: true });
    expect(await session.list('/api/v3/remotepathmapping')).toHaveLength(1);
  });
});
