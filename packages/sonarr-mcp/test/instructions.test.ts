import { describe, expect, it } from 'vitest';
import { definitions } from '../src/definitions.js';
import { openServer } from './support/sonarr-server.js';

const settings = [
  ['as it comes', {}],
  ['with everything', { SONARR_TOOLSETS: 'all', READ_ONLY_MODE: 'false' }],
  ['with the daily ones', { SONARR_TOOLSETS: 'essential' }],
  ['with one tool', { SONARR_TOOLS: 'sonarr_get_calendar' }],
] as const;

/** What a model is told when it connects. An empty setting counts as none. */
async function told(environment: Readonly<Record<string, string>>): Promise<string> {
  const { mcp } = await openServer({ environment: { SONARR_TOOLSETS: '', ...environment } });
  return mcp.instructions ?? '';
}

describe.each(settings)('the instructions, %s,', (_how, environment) => {
  it('say how series are named, and are under 2 KB', async () => {
    const text = await told(environment);
    expect(text).toContain('ref (tvdb:81189)');
    expect(Buffer.byteLength(text)).toBeLessThan(2048);
  });

  it('say that Sonarr cannot pause downloads, and who can', async () => {
    expect(await told(environment)).toMatch(/Sonarr cannot pause.*downloads; the download client can/);
  });
});

it('the instructions name only tools that exist and that are there without being asked for', async () => {
  const usual = definitions.tools.filter(({ byDefault }) => byDefault).map(({ name }) => name);
  const named = [...new Set((await told({})).match(/sonarr_\w+/g))];
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !usual.includes(name))).toEqual([]);
});

it('the instructions say what is switched off and how it is switched on', async () => {
  const text = await told({});
  for (const toolset of ['files', 'activity', 'admin']) {
    expect(text).toContain(`Not enabled: ${toolset} (`);
    expect(text).toContain(`--toolsets default,${toolset}`);
  }
  expect(text).toContain('READ_ONLY_MODE=false');
});
