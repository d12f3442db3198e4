import { describe, expect, it } from 'vitest';
import { clientKinds, type ClientKind, type ToolAnswer } from '@watchstack/core/testing';
import { changes, seriesNamed } from '../../support/answers.js';
import { everythingAllowed, openServer, yes, type OpenServer } from '../../support/sonarr-server.js';

const velma = { items: ['Velma'], deleteFiles: true, addImportListExclusion: true } as const;

/** Asks for a deletion with a client that cannot ask a person. */
async function offered(kind: ClientKind = 'v2-modern'): Promise<OpenServer & { code: string; refusal: ToolAnswer }> {
  const server = await openServer({ environment: everythingAllowed, kind });
  const refusal = await server.mcp.callTool('sonarr_delete_series', velma);
  const code = refusal.error['confirm'];
  if (typeof code !== 'string') throw new Error(`There is no code: ${refusal.text}`);
  return { ...server, code, refusal };
}

/** Nothing is deleted, excluded or gone from disk. */
function expectUntouched({ sonarr }: OpenServer): void {
  sonarr.settle();
  expect(changes(sonarr)).toEqual([]);
  expect(sonarr.state.deletedFolders).toEqual([]);
  expect(seriesNamed(sonarr, 'Velma').id).toBeGreaterThan(0);
}

describe.each(clientKinds)('with a %s client', (kind) => {
  it('a person who can be asked is asked once, and then it is done', async () => {
    const questions: string[] = [];
    const server = await openServer({
      environment: everythingAllowed,
      kind,
      person: {
        onQuestion: (message) => {
          questions.push(message);
          return yes;
        },
      },
    });
    const answer = await server.mcp.callTool('sonarr_delete_series', velma);
    expect(questions).toHaveLength(1);
    expect(answer.json).toMatchObject({ outcome: 'done', filesDeleted: true });
    server.sonarr.settle();
    expect(server.sonarr.state.deletedFolders).toEqual(['/tv/Velma']);
  });

  it('where nobody can be asked, a preview and a code come first, and the same call with the code does it', async () => {
    const server = await offered(kind);
    expect(server.refusal.error).toMatchObject({
      code: 'confirmation_needed',
      target: 'tvdb:470154',
      changed: 'no',
      preview: { series: ['Velma (2023)'], episodeFiles: 10, bytes: 10_325_250_000, deleteFiles: true, changes: 1 },
    });
    expect(server.refusal.structured).toBeUndefined();
    expectUntouched(server);
    const answer = await server.mcp.callTool('sonarr_delete_series', { ...velma, confirm: server.code });
    expect(answer.json).toMatchObject({ outcome: 'done' });
    server.sonarr.settle();
    expect(server.sonarr.state.deletedFolders).toEqual(['/tv/Velma']);
  });

  it('an answer after the call was taken back does nothing', async () => {
    const controller = new AbortController();
    const server = await openServer({
      environment: everythingAllowed,
      kind,
      person: {
        onQuestion: () => {
          controller.abort(new Error('no longer wanted'));
          return yes;
        },
      },
    });
    await expect(server.mcp.callTool('sonarr_delete_series', velma, { signal: controller.signal })).rejects.toThrow();
    // The connection has carried the late answer before it carries the next call.
    await server.mcp.callTool('sonarr_health_check');
    expectUntouched(server);
  });
});

describe('a code is worth nothing', () => {
  it.each([
    ['for other arguments', { ...velma, addImportListExclusion: false }],
    ['for files when it was given for less', { ...velma, deleteFiles: false }],
    ['for another series', { ...velma, items: ['Andor'] }],
    ['for more series', { ...velma, items: ['Velma', 'Andor'] }],
  ])('%s', async (_what, args) => {
    const server = await offered();
    const again = await server.mcp.callTool('sonarr_delete_series', { ...args, confirm: server.code });
    expect(again.error).toMatchObject({ code: 'confirmation_needed', changed: 'no' });
    expectUntouched(server);
  });

  it('twice', async () => {
    const server = await offered();
    await server.mcp.callTool('sonarr_delete_series', { ...velma, confirm: server.code });
    server.sonarr.requests.length = 0;
    // The same title is back: an old consent is not for it.
    await server.mcp.callTool('sonarr_add_series', { items: ['Velma'], profile: 'HD-1080p', rootFolder: '/tv' });
    server.sonarr.requests.length = 0;
    const again = await server.mcp.callTool('sonarr_delete_series', { ...velma, confirm: server.code });
    expect(again.error).toMatchObject({ code: 'confirmation_needed' });
    expect(changes(server.sonarr)).toEqual([]);
  });

  it('after five minutes', async () => {
    const server = await offered();
    server.pass(5 * 60_000 + 1000);
    const again = await server.mcp.callTool('sonarr_delete_series', { ...velma, confirm: server.code });
    expect(again.error).toMatchObject({ code: 'confirmation_needed' });
    expectUntouched(server);
  });

  it.each([
    ['made up', () => 'AAAAAAAA.AAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    ['changed in one letter', (code: string) => `${code.slice(0, -1)}${code.endsWith('A') ? 'B' : 'A'}`],
    ['empty', () => ''],
  ])('when it is %s', async (_what, forge) => {
    const server = await offered();
    const again = await server.mcp.callTool('sonarr_delete_series', { ...velma, confirm: forge(server.code) });
    expect(again.error).toMatchObject({ code: 'confirmation_needed', changed: 'no' });
    expectUntouched(server);
  });

  it('when the series has more files than the person was told', async () => {
    const server = await offered();
    const stored = seriesNamed(server.sonarr, 'Velma');
    const episodes = server.sonarr.state.episodesOf(stored);
    const [withFile] = episodes.filter(({ fileId }) => fileId > 0);
    const [without] = episodes.filter(({ fileId }) => fileId === 0);
    if (withFile === undefined || without === undefined) throw new Error('Velma has every file, or none.');
    server.sonarr.state.changeEpisode(without, { fileId: withFile.fileId });
    const again = await server.mcp.callTool('sonarr_delete_series', { ...velma, confirm: server.code });
    expect(again.error).toMatchObject({ code: 'confirmation_needed', preview: { episodeFiles: 11 } });
    expectUntouched(server);
  });

  it('where a person can be asked: the person is', async () => {
    const server = await openServer({
      environment: everythingAllowed,
      person: { onQuestion: () => ({ action: 'decline' }) },
    });
    const answer = await server.mcp.callTool('sonarr_delete_series', { ...velma, confirm: 'anything' });
    expect(answer.json).toMatchObject({ outcome: 'declined' });
    expectUntouched(server);
  });
});

it('a code and a preview hold no key and no folder', async () => {
  const server = await offered();
  expect(server.refusal.text).not.toContain(server.sonarr.apiKey);
  expect(server.refusal.text).not.toContain('/tv');
});
