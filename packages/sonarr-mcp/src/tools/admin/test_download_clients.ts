import * as z from 'zod';
import { defineTool } from '../define.js';
import { findProvider, providerInput, providerTestOutput, testAnswer } from './provider-test-answer.js';

const words = {
  page: 'Settings > Download Clients',
  remedy:
    'What it says is the reason: start the program, or correct its host, port or password in Sonarr under Settings > Download Clients. One that is no longer there can be switched off there.',
};

/** `sonarr_test_download_clients`: GET downloadclient, then POST downloadclient/testall, or POST downloadclient/test for one. */
export const testDownloadClients = defineTool({
  name: 'sonarr_test_download_clients',
  title: 'Test download clients',
  toolset: 'admin',
  byDefault: false,
  effect: 'read',
  idempotent: true,
  openWorld: true,
  description: 'Tests whether Sonarr reaches its download clients, and tells why not.',
  input: z.strictObject({ downloadClient: providerInput('download client') }),
  output: providerTestOutput,
  examples: [
    { ask: 'Does Sonarr reach qBittorrent?', arguments: { downloadClient: 'qBittorrent' } },
    { ask: 'Do my download clients work?', arguments: {} },
  ],
  run: async ({ downloadClient }, context) => {
    const { client, signal } = context;
    const all = await client.downloadClients.list({ signal });
    if (downloadClient !== undefined) {
      const { id } = findProvider(downloadClient, all, 'download client');
      return testAnswer([await client.downloadClients.test(id, { signal })], all, context, words);
    }
    const tests = await client.downloadClients.testAll({ signal });
    const off = all.filter(({ enable }) => !enable).map(({ name }) => name);
    return { ...testAnswer(tests, all, context, words), off };
  },
});
