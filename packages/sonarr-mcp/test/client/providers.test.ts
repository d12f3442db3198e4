import { describe, expect, it } from 'vitest';
import { NotFoundError, type SonarrClient } from '../../src/index.js';
import { failure, start, type Pair } from './stand-in.js';

/** Puts secrets wherever a Sonarr could have one in full view; an old one hides none behind stars. */
function plant({ sonarr }: Pair): void {
  const { setup } = sonarr.state;
  const open = (providers: typeof setup.indexers) =>
    providers.map((provider) => ({
      ...provider,
      link: 'https://canary.example/?token=canary',
      fields: [
        { name: 'apiKey', value: 'canary-key', privacy: 'apiKey' },
        { name: 'host', value: 'http://owner:canary@nas.local', privacy: 'normal' },
        { name: 'tvCategory', value: 'canary-category', privacy: 'userName' },
        { name: 'webHookUrl', value: 'https://chat.example/canary', privacy: 'normal' },
      ],
    }));
  sonarr.state.setup = {
    ...setup,
    indexers: open(setup.indexers),
    downloadClients: open(setup.downloadClients),
    importLists: open(setup.importLists),
    notifications: open(setup.notifications),
  };
}

const lists = {
  indexers: (client: SonarrClient) => client.indexers.list(),
  'download clients': (client: SonarrClient) => client.downloadClients.list(),
  'import lists': (client: SonarrClient) => client.importLists.list(),
  notifications: (client: SonarrClient) => client.notifications.list(),
};

describe.each(Object.entries(lists))('%s', (_name, read) => {
  it('come with their names and without any of their secrets', async () => {
    const pair = await start();
    plant(pair);
    const found = await read(pair.client);
    expect(found.length).toBeGreaterThan(1);
    expect(JSON.stringify(found)).not.toContain('canary');
    expect(JSON.stringify(found)).not.toContain('********');
  });
});

it('a download client tells where it runs', async () => {
  const { client } = await start();
  const [first] = await client.downloadClients.list();
  expect(first).toMatchObject({ name: 'SABnzbd', enable: true, host: 'nas.local', port: 8081, category: 'tv' });
});

it('a notification tells what it is for, newer events too', async () => {
  const pair = await start();
  const { setup } = pair.sonarr.state;
  pair.sonarr.state.setup = { ...setup, notifications: [{ id: 9, name: 'New', onMoonrise: true, onGrab: false }] };
  expect(await pair.client.notifications.list()).toMatchObject([{ name: 'New', events: ['moonrise'], tags: [] }]);
});

describe('tests', () => {
  it('trap 41: a 400 with results is an answer, for indexers and download clients alike', async () => {
    const { client } = await start();
    const indexers = await client.indexers.testAll();
    expect(indexers.map(({ id, works }) => [id, works])).toEqual([
      [1, true],
      [2, false],
      [3, true],
    ]);
    expect(indexers[1]?.problems).toMatchObject([{ isWarning: false }]);
    const clients = await client.downloadClients.testAll();
    expect(clients.filter(({ works }) => !works).map(({ id }) => id)).toEqual([3]);
  });

  it('of one provider send back the document that Sonarr gave, stars and all', async () => {
    const { sonarr, client } = await start();
    expect(await client.indexers.test(1)).toEqual({ id: 1, works: true, problems: [] });
    const sent: unknown = JSON.parse(sonarr.requests.at(-1)?.body ?? '');
    expect(sent).toEqual(sonarr.state.setup.indexers[0]);
    expect(JSON.stringify(sent)).toContain('********');
    expect(await client.downloadClients.test(3)).toMatchObject({ id: 3, works: false });
  });

  it('of one that is not there say so, and test nothing', async () => {
    const { sonarr, client } = await start();
    expect(await failure(client.indexers.test(99))).toBeInstanceOf(NotFoundError);
    expect(sonarr.requests.map(({ method }) => method)).toEqual(['GET']);
  });

  it('are reads, whatever their verb: the view that only reads makes them', async () => {
    const { sonarr, client } = await start();
    const before = sonarr.digest();
    const reader = client.readOnly();
    await reader.indexers.testAll();
    await reader.downloadClients.test(1);
    expect(sonarr.digest()).toBe(before);
  });

  it('that Sonarr refuses altogether are errors, and no results', async () => {
    const { sonarr, client } = await start();
    sonarr.faults.add({
      path: '/api/v3/indexer/testall',
      fault: { kind: 'reply', status: 400, body: { message: 'BadRequest', description: 'at NzbDrone.Core' } },
    });
    expect(await failure(client.indexers.testAll())).toMatchObject({ code: 'invalid_input' });
    sonarr.faults.clear();
    sonarr.faults.add({ path: '/api/v3/indexer/testall', fault: { kind: 'reply', status: 401 } });
    expect(await failure(client.indexers.testAll())).toMatchObject({ code: 'authentication' });
  });

  it('take warnings for what they are', async () => {
    const { sonarr, client } = await start();
    sonarr.faults.add({
      path: '/api/v3/indexer/test',
      fault: { kind: 'reply', status: 400, body: [{ errorMessage: 'Slow', isWarning: true, severity: 'warning' }] },
    });
    expect(await client.indexers.test(1)).toEqual({
      id: 1,
      works: true,
      problems: [{ message: 'Slow', isWarning: true }],
    });
  });
});

it('pages of settings are read without the one that holds the key', async () => {
  const { sonarr, client } = await start();
  expect(await client.setup.mediaManagement()).toMatchObject({ recycleBin: undefined, copyUsingHardlinks: true });
  expect(await client.setup.downloadHandling()).toMatchObject({ enableCompletedDownloadHandling: true });
  expect(await client.setup.remotePathMappings()).toMatchObject([{ host: 'nas.local', localPath: '/downloads/' }]);
  expect(sonarr.requests.map(({ path }) => path)).not.toContain('/api/v3/config/host');
});
