import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHousehold } from '../../src/household/index.js';
import { findContract } from '../find-contract.js';
import { startPlex, type PlexStandIn } from '../../src/plex/index.js';

const contract = findContract('plex.openapi.json');

type Node = Readonly<Record<string, unknown>>;

function nodeOf(value: unknown): Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}

/** Served, but not in the document: older than it and still used by every client. */
const undocumentedPaths = new Set([
  'GET /library/sections',
  'GET /library/sections/{}/refresh',
  'GET /library/sections/{}/recentlyAdded',
  'GET /library/recentlyAdded',
  'GET /library/onDeck',
  'GET /library/metadata/{}/children',
  'GET /accounts',
  'GET /devices',
  ...['genre', 'director', 'actor', 'country', 'studio', 'network', 'contentRating', 'resolution'].map(
    (field) => `GET /library/sections/{}/${field}`,
  ),
]);

/** Answered by real servers, but not in the document. */
const undocumentedNames: Readonly<Record<string, readonly string[]>> = {
  Metadata: [
    'librarySectionID',
    'librarySectionKey',
    'librarySectionTitle',
    'parentYear',
    // Of collections only.
    'smart',
    'minYear',
    'maxYear',
  ],
  LibrarySection: [],
  Media: [],
  Part: [],
};

describe.runIf(contract !== undefined)('beside the OpenAPI document of Plex', () => {
  const document = contract === undefined ? {} : nodeOf(JSON.parse(readFileSync(contract, 'utf8')));
  const schemas = nodeOf(nodeOf(document['components'])['schemas']);
  let plex: PlexStandIn;

  beforeAll(async () => {
    plex = await startPlex({ household: createHousehold({ now: new Date('2026-11-21T12:00:00Z') }) });
  });
  afterAll(() => plex.close());

  function propertiesOf(schema: Node): Set<string> {
    if (typeof schema['$ref'] === 'string')
      return propertiesOf(nodeOf(schemas[schema['$ref'].split('/').at(-1) ?? '']));
    const names = new Set(Object.keys(nodeOf(schema['properties'])));
    for (const combination of ['allOf', 'anyOf', 'oneOf']) {
      const parts = schema[combination];
      for (const part of Array.isArray(parts) ? parts : [])
        for (const name of propertiesOf(nodeOf(part))) names.add(name);
    }
    return names;
  }

  async function rows(path: string, name: string): Promise<readonly Node[]> {
    const response = await fetch(plex.url + path, {
      headers: { 'X-Plex-Token': plex.token, Accept: 'application/json' },
    });
    const list = nodeOf(nodeOf(await response.json())['MediaContainer'])[name];
    return Array.isArray(list) ? list.map(nodeOf) : [];
  }

  function expectKnown(row: Node, schema: string): void {
    const known = propertiesOf(nodeOf(schemas[schema]));
    const strange = Object.keys(row).filter(
      (name) => !known.has(name) && !(undocumentedNames[schema] ?? []).includes(name),
    );
    expect(strange).toEqual([]);
  }

  it('serves no route that Plex has not', () => {
    const plain = (path: string) => path.replace(/\{[^}]*\}/g, '{}');
    const documented = new Set(
      Object.entries(nodeOf(document['paths'])).flatMap(([path, methods]) =>
        Object.keys(nodeOf(methods)).map((method) => `${method.toUpperCase()} ${plain(path)}`),
      ),
    );
    const served = plex.routes.map((route) => `${route.method} ${plain(route.path)}`);
    expect(served.filter((route) => !documented.has(route) && !undocumentedPaths.has(route))).toEqual([]);
    expect([...undocumentedPaths].filter((route) => documented.has(route))).toEqual([]);
  });

  it('describes libraries with names that Plex uses', async () => {
    for (const row of await rows('/library/sections', 'Directory')) expectKnown(row, 'LibrarySection');
  });

  it('describes items and their files with names that Plex uses', async () => {
    const items = [
      ...(await rows('/library/sections/1/all?type=1', 'Metadata')),
      ...(await rows('/library/sections/2/all?type=2', 'Metadata')),
      ...(await rows('/library/sections/2/all?type=3', 'Metadata')),
      ...(await rows('/library/sections/2/all?type=4&addedAt%3E%3E=-14d', 'Metadata')),
      ...(await rows('/library/sections/3/all?type=9', 'Metadata')),
      ...(await rows('/library/metadata/1001,1002', 'Metadata')),
    ];
    expect(items.length).toBeGreaterThan(200);
    for (const item of items) {
      expectKnown(item, 'Metadata');
      const media = item['Media'];
      for (const version of Array.isArray(media) ? media.map(nodeOf) : []) {
        expectKnown(version, 'Media');
        const parts = version['Part'];
        for (const part of Array.isArray(parts) ? parts.map(nodeOf) : []) expectKnown(part, 'Part');
      }
    }
  });

  it('describes the hits of a search with names that Plex uses', async () => {
    for (const hub of await rows('/hubs/search?query=a&limit=2', 'Hub')) {
      const { Directory: _people, ...rest } = hub;
      expectKnown(rest, 'Hub');
    }
  });
});
