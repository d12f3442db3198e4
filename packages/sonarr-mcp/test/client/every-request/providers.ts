import type { Pair } from '../stand-in.js';

/** Every request about indexers, download clients, lists, notifications and the pages of settings. */
export async function providerRequests({ sonarr, client: each }: Pair): Promise<void> {
  // What fails a test is told with a 400, which here would look like a request gone wrong.
  sonarr.state.setup = { ...sonarr.state.setup, failing: {} };
  const [indexer] = await each.indexers.list();
  const [client] = await each.downloadClients.list();
  await each.indexers.test(indexer?.id ?? 0);
  await each.downloadClients.test(client?.id ?? 0);
  await each.indexers.testAll();
  await each.downloadClients.testAll();
  await each.importLists.list();
  await each.notifications.list();
  await each.setup.mediaManagement();
  await each.setup.downloadHandling();
  await each.setup.remotePathMappings();
}
