import * as z from 'zod';
import { defineTool } from '../define.js';
import { usesOf } from './get_indexers.js';
import { findProvider, providerInput, providerTestOutput, testAnswer } from './provider-test-answer.js';

const words = {
  page: 'Settings > Indexers',
  remedy:
    'What it says is the reason: its address or key in Sonarr under Settings > Indexers, its site, or the network of the machine Sonarr runs on. One that passes is used again at once.',
};

/** `sonarr_test_indexers`: GET indexer, then POST indexer/testall, or POST indexer/test for one. */
export const testIndexers = defineTool({
  name: 'sonarr_test_indexers',
  title: 'Test indexers',
  toolset: 'admin',
  byDefault: false,
  effect: 'read',
  idempotent: true,
  openWorld: true,
  description: 'Tests whether the indexers of Sonarr work, by asking each now, and tells why one does not.',
  input: z.strictObject({ indexer: providerInput('indexer') }),
  output: providerTestOutput,
  examples: [
    { ask: 'Do my indexers work?', arguments: {} },
    { ask: 'Does Bergfunk work again?', arguments: { indexer: 'Bergfunk' } },
  ],
  run: async ({ indexer }, context) => {
    const { client, signal } = context;
    const all = await client.indexers.list({ signal });
    if (indexer !== undefined) {
      const { id } = findProvider(indexer, all, 'indexer');
      return testAnswer([await client.indexers.test(id, { signal })], all, context, words);
    }
    const tests = await client.indexers.testAll({ signal });
    const off = all.filter((each) => usesOf(each).length === 0).map(({ name }) => name);
    return { ...testAnswer(tests, all, context, words), off };
  },
});
