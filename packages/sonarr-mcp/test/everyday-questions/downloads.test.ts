import { describe, expect, it } from 'vitest';
import { app } from '../../src/app.js';
import { column, containing, having, rowsOf } from '../support/answers.js';
import { counting } from '../support/counting.js';
import { everythingAllowed, openServer, openWriting, yes } from '../support/sonarr-server.js';

const essential = { SONARR_TOOLSETS: 'essential' } as const;
const byDefault = { SONARR_TOOLSETS: 'default' } as const;

/** The calls that an answer's findings offer. */
function offered(findings: readonly Readonly<Record<string, unknown>>[]): Record<string, unknown>[] {
  return findings.flatMap(({ fix }) => {
    if (typeof fix !== 'object' || fix === null) return [];
    return [Object.fromEntries(Object.entries(fix))];
  });
}

function argumentsOf(call: Record<string, unknown> | undefined): Record<string, unknown> {
  const args = call?.['arguments'];
  return typeof args === 'object' && args !== null ? Object.fromEntries(Object.entries(args)) : {};
}

describe('in one call that changes nothing', () => {
  it('Why is Severance not downloading?', async () => {
    const { call, calls } = counting(await openServer({ environment: essential }));
    const answer = await call('sonarr_diagnose', { series: 'Severance' });
    expect(answer.json['verdict']).toBe(
      'Nothing that has aired and is monitored is missing of Severance: 25 episodes there, the latest S03E05. S03E06 has not aired: it airs at 2026-11-24T03:00:00+01:00, the first of 5 to come.',
    );
    expect(calls()).toBe(1);
  });

  it('What is stuck, and what do I do about it?', async () => {
    const { call, calls } = counting(await openServer({ environment: essential }));
    const findings = rowsOf(await call('sonarr_diagnose', {}), 'findings');
    const stuck = findings.filter(({ what }) => String(what).includes('is stuck in the queue'));
    expect(stuck).toHaveLength(6);
    expect(offered(stuck).map(({ tool }) => tool)).toEqual([
      'sonarr_delete_queue_item',
      'sonarr_get_manual_import',
      'sonarr_delete_queue_item',
      'sonarr_delete_queue_item',
      'sonarr_delete_queue_item',
      'sonarr_get_manual_import',
    ]);
    expect(calls()).toBe(1);
  });

  it('Why do we not have The Bear?', async () => {
    const { call, calls } = counting(await openServer({ environment: essential }));
    const answer = await call('sonarr_diagnose', { series: 'The Bear' });
    expect(answer.json['verdict']).toBe('The Bear (2022) is not in the Sonarr library.');
    expect(calls()).toBe(1);
  });

  it('Why has the new Simpsons not come yet?', async () => {
    const { call, calls } = counting(await openServer({ environment: essential }));
    const answer = await call('sonarr_diagnose', { series: 'The Simpsons S37E07' });
    expect(answer.json['verdict']).toContain('waits until 2026-11-21T19:30:00+01:00 for a better one');
    expect(calls()).toBe(1);
  });

  it("Why was nothing grabbed for the second episode of Grey's Anatomy?", async () => {
    const { call, calls } = counting(await openServer({ environment: essential }));
    const answer = await call('sonarr_diagnose', { series: "Grey's Anatomy S22E02", rejections: true });
    const [first] = rowsOf(answer, 'findings');
    expect(first).toMatchObject({
      what: containing('Sonarr would take'),
      says: expect.arrayContaining([containing('the profile does not allow')]) as unknown,
    });
    expect(calls()).toBe(1);
  });

  it('Which releases did Sonarr blocklist?', async () => {
    const { call, calls } = counting(await openServer());
    const answer = await call('sonarr_get_blocklist', {});
    expect(column(answer, 'releases', 'series')).toEqual([
      'Babylon Berlin',
      'Abbott Elementary',
      'House of the Dragon',
    ]);
    expect(calls()).toBe(1);
  });
});

describe('Pause all downloads', () => {
  it('takes no call: what every client reads first says that Sonarr cannot, and who can', async () => {
    expect(app.instructions).toMatch(/Sonarr cannot pause.* downloads; the download client can/);
    const { mcp } = await openServer({ environment: { READ_ONLY_MODE: 'false' } });
    expect((await mcp.listTools()).map(({ name }) => name).filter((name) => name.includes('pause'))).toEqual([]);
  });
});

describe('Remove that stuck one and try another', () => {
  it('takes two calls: what is stuck, and the call that the answer offers', async () => {
    const server = await openServer({
      environment: { ...everythingAllowed, ...byDefault },
      person: { onQuestion: () => yes },
    });
    const { call, calls } = counting(server);
    const stuck = rowsOf(await call('sonarr_diagnose', { series: 'Abbott Elementary' }), 'findings');
    const [cure] = offered(stuck);
    expect(cure).toMatchObject({ tool: 'sonarr_delete_queue_item' });
    const answer = await call(String(cure?.['tool']), argumentsOf(cure));
    expect(answer.json).toMatchObject({
      outcome: 'done',
      target: 'Abbott Elementary S05E06',
      removedFromClient: true,
      blocklisted: true,
      searching: true,
    });
    expect(calls()).toBe(2);
    expect(server.sonarr.state.commands.map(({ name }) => name)).toContain('EpisodeSearch');
  });

  it('also takes two where nobody can be asked', async () => {
    const server = await openServer({ environment: { ...everythingAllowed, ...byDefault } });
    const { call, calls } = counting(server);
    const args = { items: ['Abbott Elementary'], blocklist: true };
    const { error } = await call('sonarr_delete_queue_item', args);
    expect(error).toMatchObject({
      code: 'confirmation_needed',
      message: containing('Abbott Elementary S05E06 (0.1 GB)'),
    });
    const answer = await call('sonarr_delete_queue_item', { ...args, confirm: error['confirm'] });
    expect(answer.json).toMatchObject({ outcome: 'done', searching: true });
    expect(calls()).toBe(2);
  });
});

describe('in other words', () => {
  it("Don't wait any longer with the Simpsons: one call, which can be taken back", async () => {
    const { call, calls } = counting(await openWriting());
    const answer = await call('sonarr_grab_queue_item', { items: ['The Simpsons'] });
    expect(answer.json).toMatchObject({ outcome: 'done', undo: having({ tool: 'sonarr_delete_queue_item' }) });
    expect(calls()).toBe(1);
  });

  it('Stop the whole Bureau season, but leave what is there in the client', async () => {
    const server = await openWriting({ person: { onQuestion: () => yes } });
    const { call, calls } = counting(server);
    const answer = await call('sonarr_delete_queue_item', { items: ['The Bureau S04'], keepInClient: true });
    expect(answer.json).toMatchObject({ target: 'The Bureau S04E01-E10 (10 episodes)', removedFromClient: false });
    expect(server.sonarr.state.removedFromClient).toEqual([]);
    expect(calls()).toBe(1);
  });

  it('Give the blocked release of Babylon Berlin another chance', async () => {
    const server = await openWriting({ person: { onQuestion: () => yes } });
    const { call, calls } = counting(server);
    const [blocked] = rowsOf(await call('sonarr_get_blocklist', { series: 'Babylon Berlin' }), 'releases');
    const answer = await call('sonarr_delete_blocklist_items', { items: [String(blocked?.['id'])] });
    expect(answer.json).toMatchObject({ outcome: 'done', removed: 1 });
    expect(calls()).toBe(2);
  });

  it("Last night's Babylon Berlin is broken, get another", async () => {
    const server = await openWriting({ person: { onQuestion: () => yes } });
    const { call, calls } = counting(server);
    const answer = await call('sonarr_mark_download_failed', { item: 'Babylon Berlin S05E03' });
    expect(answer.json).toMatchObject({ outcome: 'done', searching: true });
    expect(calls()).toBe(1);
  });
});
