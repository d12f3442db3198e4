import { readFileSync } from 'node:fs';
import { findContract } from '@watchstack/core/testing';
import { describe, expect, it } from 'vitest';
import { start } from './stand-in.js';

const contract = findContract('plex.openapi.json');

type Node = Readonly<Record<string, unknown>>;

function nodeOf(value: unknown): Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}

/** Older than the document and understood by every version; the document has no successor, or one that old versions lack. */
const undocumented = [
  'GET /library/sections',
  'GET /library/sections/{}/genre',
  // The document has POST, which versions before 1.41 do not take.
  'GET /library/sections/{}/refresh',
  'GET /library/onDeck',
  'GET /accounts',
  'GET /devices',
];

describe.runIf(contract !== undefined)('beside the OpenAPI document of Plex', () => {
  it('asks for nothing that is not there, with no parameter that is not there', async () => {
    const document = contract === undefined ? {} : nodeOf(JSON.parse(readFileSync(contract, 'utf8')));
    const shared = nodeOf(nodeOf(document['components'])['parameters']);
    const operations = new Map<string, Set<string>>();
    for (const [path, methods] of Object.entries(nodeOf(document['paths']))) {
      for (const [method, operation] of Object.entries(nodeOf(methods))) {
        const parameters = nodeOf(operation)['parameters'];
        const names = (Array.isArray(parameters) ? parameters.map(nodeOf) : []).map((parameter) => {
          const reference = parameter['$ref'];
          const real = typeof reference === 'string' ? nodeOf(shared[reference.split('/').at(-1) ?? '']) : parameter;
          return String(real['name']);
        });
        operations.set(`${method.toUpperCase()} ${path.replace(/\{[^}]*\}/g, '{}')}`, new Set(names));
      }
    }

    const { client, plex } = await start();
    await client.server.identity();
    await client.server.info();
    await client.libraries.list();
    await client.libraries.count('1', 'movie');
    await client.libraries.items('2', { type: 'show', start: 0, size: 2, includeGuids: true });
    await client.libraries.choices('1', 'genre', 'movie');
    await client.libraries.refresh('1', { force: true, path: '/films' });
    await client.metadata.getMany(['1001', '1002']);
    await client.metadata.onDeck(0, 5);
    await client.search.hubs('heat', 5, '1');
    await client.sessions.list();
    await client.history.list({ start: 0, size: 2, accountID: '1', librarySectionID: '1', metadataItemID: '1001' });
    await client.history.accounts();
    await client.history.devices();

    const strange: string[] = [];
    for (const { method, path, query } of plex.requests) {
      const name = `${method} ${path.replace(/\/[\d,]+(?=\/|$)/g, '/{}')}`;
      const names = operations.get(name);
      if (names === undefined) {
        if (!undocumented.includes(name)) strange.push(name);
        continue;
      }
      // A media query may hold any field; `include…` and `exclude…` trim what is answered, everywhere.
      const known = (key: string) => names.has(key) || names.has('mediaQuery') || /^(include|exclude)[A-Z]/.test(key);
      strange.push(
        ...Object.keys(query)
          .filter((key) => !known(key))
          .map((key) => `${name} ?${key}`),
      );
    }
    expect(strange).toEqual([]);
    expect(undocumented.filter((name) => operations.has(name))).toEqual([]);
  });
});
