import type { SonarrStandIn } from '@watchstack/demo/sonarr';
import { describe, expect, it } from 'vitest';
import { app } from '../../../src/app.js';
import { configure, setUp } from '../../support/setup.js';
import { openServer, type OpenServer } from '../../support/sonarr-server.js';

const { tools } = await app.definitions();
/** Everything that shows the server itself; the check of its health stands elsewhere and shows the same. */
const admin = tools.filter(({ toolset, name }) => toolset === 'admin' || name === 'sonarr_health_check');

const address = 'https://canary-owner:canary-word@bergfunk.example/canary-path/api?t=search&apikey=canary-key#canary';
const sentence = `Failed: ${address} X-Api-Key: canary-header, password=canary-word, magnet:?xt=urn:btih:canary&tr=canary`;

/** Puts something to be found wherever a Sonarr keeps what nobody else may see, or quotes it. */
function plant(sonarr: SonarrStandIn): void {
  const { setup } = sonarr.state;
  // No stars: an old Sonarr shows all, and any Sonarr shows what it does not take for a secret.
  const secrets = (['password', 'apiKey', 'userName', 'normal'] as const).map((privacy) => ({
    name: privacy === 'normal' ? 'webHookUrl' : privacy,
    label: 'canary',
    value: address,
    privacy,
  }));
  const open = (providers: typeof setup.indexers) =>
    providers.map((provider) => ({
      ...provider,
      fields: [
        ...secrets,
        { name: 'host', value: address, privacy: 'normal' },
        { name: 'tvCategory', value: 'canary', privacy: 'apiKey' },
        { name: 'baseUrl', value: address, privacy: 'normal' },
      ],
      link: address,
      infoLink: address,
      testCommand: 'canary',
      message: { message: 'canary', type: 'warning' },
      presets: [{ name: 'canary', fields: secrets }],
    }));
  const failing = ['Nordlicht', 'Bergfunk', 'Teehaus', 'SABnzbd', 'qBittorrent', 'Old Transmission'];
  setUp(sonarr, {
    indexers: open(setup.indexers),
    downloadClients: open(setup.downloadClients),
    importLists: open(setup.importLists),
    notifications: open(setup.notifications),
    failing: Object.fromEntries(failing.map((name) => [name, { property: 'canary', message: sentence }])),
  });
  const host = Object.fromEntries(
    Object.entries(setup.config.host).map(([name, value]) => [name, typeof value === 'string' ? 'canary' : value]),
  );
  configure(sonarr, 'host', host);
  configure(sonarr, 'mediamanagement', { scriptImportPath: 'canary', chownGroup: 'canary' });
  sonarr.faults.add({
    path: '/api/v3/health',
    fault: { kind: 'reply', body: [{ source: 'IndexerStatusCheck', type: 'error', message: sentence }] },
  });
}

/** Calls every one of them with each of its examples, and without arguments. */
async function callAll(server: OpenServer): Promise<string[]> {
  const answers: string[] = [];
  for (const tool of admin) {
    for (const args of [...tool.examples.map((example) => example.arguments), {}]) {
      answers.push(`${tool.name} ${(await server.mcp.callTool(tool.name, { ...args })).text}`);
    }
  }
  return answers;
}

/** The pieces of answers that hold something planted, each with a little around it. */
function leaks(texts: readonly string[], pattern: RegExp): string[] {
  return texts.flatMap((text) => {
    const at = text.search(pattern);
    return at < 0 ? [] : [`${text.slice(0, 40)} … ${text.slice(Math.max(0, at - 40), at + 40)}`];
  });
}

const modes = [
  ['that only reads', {}, /canary/i],
  ['that writes', { READ_ONLY_MODE: 'false' }, /canary/i],
  // Who may see personal data sees names of users, and no more.
  ['that shows personal data', { READ_ONLY_MODE: 'false', SHOW_PERSONAL_DATA: 'true' }, /canary(?!-user)/i],
] as const;

describe.each(modes)('a server %s', (_name, environment, secret) => {
  it('tells no key, password, token or user name of what its Sonarr is set up with, nor logs one', async () => {
    const server = await openServer({ environment, sonarr: { commandDelayMs: 1 } });
    plant(server.sonarr);
    const answers = await callAll(server);
    expect(answers.length).toBeGreaterThan(admin.length);
    expect(leaks(answers, secret)).toEqual([]);
    expect(leaks([server.log()], secret)).toEqual([]);
    expect(leaks([...answers, server.log()], new RegExp(server.sonarr.apiKey))).toEqual([]);
  });
});

it.each([400, 404, 409, 500])('tells nothing of what stands in the body of a %i', async (status) => {
  const server = await openServer({ environment: { READ_ONLY_MODE: 'false' } });
  const body = { message: sentence, description: `canary at ${address}`, errors: { '$.name': ['canary'] } };
  server.sonarr.faults.add({ fault: { kind: 'reply', status, body } });
  expect(leaks([...(await callAll(server)), server.log()], /canary/i)).toEqual([]);
});

it('looks at all tools there are about the server itself', () => {
  const names = admin.map(({ name }) => name);
  expect(names).toContain('sonarr_review_setup');
  expect(names).toContain('sonarr_get_logs');
  expect(names.length).toBeGreaterThan(12);
});
