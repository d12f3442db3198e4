import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { app } from '../../src/app.js';
import { healthRemedy } from '../../src/tools/health-remedies.js';

const folder = path.join(import.meta.dirname, '../../src/tools');
const files = [
  'health-remedies.ts',
  ...readdirSync(path.join(folder, 'setup-review')).map((file) => path.join('setup-review', file)),
];
const { tools } = await app.definitions();

describe('what is told to do', () => {
  it.each(files)('in %s speaks of tools that exist', (file) => {
    const mentioned = readFileSync(path.join(folder, file), 'utf8').match(/\bsonarr_[a-z_]+/g) ?? [];
    const names = new Set(tools.map(({ name }) => name));
    expect(mentioned.filter((name) => !names.has(name))).toEqual([]);
  });

  it('is known for the checks that fail most, and left to the wiki for a new one', () => {
    for (const source of ['IndexerRssCheck', 'DownloadClientCheck', 'RootFolderCheck', 'RemotePathMappingCheck']) {
      expect(healthRemedy({ source, type: 'error', message: 'x' }), source).toMatch(/Settings >|sonarr_/);
    }
    expect(healthRemedy({ source: 'MoonCheck', type: 'error', message: 'x' })).toBeUndefined();
    expect(healthRemedy({ type: 'error', message: 'x' })).toBeUndefined();
  });
});
