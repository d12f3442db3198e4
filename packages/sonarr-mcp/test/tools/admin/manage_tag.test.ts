import { describe, expect, it } from 'vitest';
import { acceptedBodies, acceptWith } from '../../support/accepted.js';
import { anyNumber, changes, containing } from '../../support/answers.js';
import { emptyHousehold, openServer, openWriting } from '../../support/sonarr-server.js';

describe('creating', () => {
  it('makes a tag as Sonarr keeps it, and says how it goes again', async () => {
    const { mcp, sonarr } = await openWriting();
    const answer = await mcp.callTool('sonarr_manage_tag', { action: 'create', tag: ' Deutsch ' });
    expect(answer.structured).toEqual({
      outcome: 'done',
      target: 'tag deutsch',
      id: 6,
      tag: 'deutsch',
      undo: { tool: 'sonarr_manage_tag', arguments: { action: 'delete', tag: 'deutsch' } },
    });
    expect([...sonarr.state.tags.values()]).toContain('deutsch');
    expect(changes(sonarr)).toEqual(['POST /api/v3/tag']);
    const back = await mcp.callTool('sonarr_manage_tag', { action: 'delete', tag: 'deutsch' });
    expect(back.json['outcome']).toBe('done');
    expect([...sonarr.state.tags.values()]).not.toContain('deutsch');
  });

  it('trap 44: makes no second tag of another spelling, and sends nothing', async () => {
    const { mcp, sonarr } = await openWriting();
    const answer = await mcp.callTool('sonarr_manage_tag', { action: 'create', tag: 'ANIME' });
    expect(answer.json).toMatchObject({ outcome: 'unchanged', tag: 'anime', id: 1 });
    expect(changes(sonarr)).toEqual([]);
  });

  it('tells what a Sonarr that takes few characters refuses', async () => {
    const { mcp } = await openWriting({ sonarr: { version: '5.0.0.1' } });
    const { error } = await mcp.callTool('sonarr_manage_tag', { action: 'create', tag: 'old ones' });
    expect(error).toMatchObject({ code: 'invalid_input', changed: 'no' });
  });

  it('works in a Sonarr that has no tag and no series', async () => {
    const { mcp, sonarr } = await openWriting({ household: emptyHousehold() });
    sonarr.state.tags.clear();
    const answer = await mcp.callTool('sonarr_manage_tag', { action: 'create', tag: 'first' });
    expect(answer.json).toMatchObject({ outcome: 'done', id: anyNumber });
  });
});

describe('renaming', () => {
  it('keeps the tag on everything that carries it, and can be taken back', async () => {
    const { mcp, sonarr } = await openWriting();
    const answer = await mcp.callTool('sonarr_manage_tag', { action: 'rename', tag: 'german', newName: 'Deutsch' });
    expect(answer.json).toMatchObject({
      outcome: 'done',
      tag: 'deutsch',
      id: 3,
      undo: { arguments: { action: 'rename', tag: 'deutsch', newName: 'german' } },
    });
    expect(String(answer.json['usedBy'])).toContain('series');
    expect(sonarr.state.tags.get(3)).toBe('deutsch');
    expect(changes(sonarr)).toEqual(['PUT /api/v3/tag/3']);
    await mcp.callTool('sonarr_manage_tag', { action: 'rename', tag: 'deutsch', newName: 'german' });
    expect(sonarr.state.tags.get(3)).toBe('german');
  });

  it('makes no one of two, and nothing of none', async () => {
    const { mcp, sonarr } = await openWriting();
    const taken = await mcp.callTool('sonarr_manage_tag', { action: 'rename', tag: 'kids', newName: 'Anime' });
    expect(taken.error).toMatchObject({ code: 'conflict', changed: 'no', hint: containing('sonarr_update_series') });
    const same = await mcp.callTool('sonarr_manage_tag', { action: 'rename', tag: 'kids', newName: 'Kids' });
    expect(same.json).toMatchObject({ outcome: 'unchanged', tag: 'kids' });
    const nowhere = await mcp.callTool('sonarr_manage_tag', { action: 'rename', tag: 'nowhere', newName: 'x' });
    expect(nowhere.error).toMatchObject({ code: 'not_found', hint: containing('unused') });
    expect(changes(sonarr)).toEqual([]);
  });

  it('needs the new name, which nothing else takes', async () => {
    const { mcp, sonarr } = await openWriting();
    for (const args of [
      { action: 'rename', tag: 'kids' },
      { action: 'create', tag: 'kids', newName: 'x' },
      { action: 'delete', tag: 'unused', newName: 'x' },
    ]) {
      const { error } = await mcp.callTool('sonarr_manage_tag', args);
      expect(error).toMatchObject({ code: 'invalid_input', target: 'newName', changed: 'no' });
    }
    expect(sonarr.requests).toEqual([]);
  });
});

describe('deleting', () => {
  it('takes away a tag that nothing carries, which the undo makes again', async () => {
    const { mcp, sonarr } = await openWriting();
    const answer = await mcp.callTool('sonarr_manage_tag', { action: 'delete', tag: 'unused' });
    expect(answer.structured).toEqual({
      outcome: 'done',
      target: 'tag unused',
      undo: { tool: 'sonarr_manage_tag', arguments: { action: 'create', tag: 'unused' } },
    });
    expect(sonarr.state.tags.has(5)).toBe(false);
  });

  it('trap 44: leaves a tag that is in use, and says by what', async () => {
    const { mcp, sonarr } = await openWriting();
    const before = sonarr.digest();
    const { error } = await mcp.callTool('sonarr_manage_tag', { action: 'delete', tag: 'anime' });
    expect(error).toMatchObject({ code: 'conflict', changed: 'no' });
    expect(error['message']).toMatch(/in use: \d+ series, 1 indexer\./);
    expect(changes(sonarr)).toEqual([]);
    expect(sonarr.digest()).toBe(before);
  });

  it('leaves a tag that no series carries, but a setting does', async () => {
    const { mcp, sonarr } = await openWriting({ household: emptyHousehold() });
    const { error } = await mcp.callTool('sonarr_manage_tag', { action: 'delete', tag: 'anime' });
    expect(error).toMatchObject({ code: 'conflict', message: containing('1 indexer') });
    expect(changes(sonarr)).toEqual([]);
  });

  it('finds no tag that is not there', async () => {
    const { mcp } = await openWriting();
    const { error } = await mcp.callTool('sonarr_manage_tag', { action: 'delete', tag: '77' });
    expect(error).toMatchObject({ code: 'not_found', changed: 'no' });
  });
});

describe.each(acceptedBodies)('accepted by Sonarr with %s', (_what, body) => {
  it.each([
    ['POST', { action: 'create', tag: 'deutsch' }, 'tag deutsch'],
    ['PUT', { action: 'rename', tag: 'unused', newName: 'spare' }, 'tag unused'],
    ['DELETE', { action: 'delete', tag: 'unused' }, 'tag unused'],
  ])('a change by %s is done', async (method, args, target) => {
    const { mcp, sonarr } = await openWriting();
    acceptWith(sonarr, method, /\/tag/, body);
    const answer = await mcp.callTool('sonarr_manage_tag', args);
    expect(answer.isError, answer.text).toBe(false);
    expect(answer.json).toMatchObject({ outcome: 'done', target });
    expect([...sonarr.state.tags.values()]).toHaveLength(method === 'POST' ? 6 : method === 'PUT' ? 5 : 4);
  });
});

it('is refused in read-only mode before anything is sent', async () => {
  const { mcp, sonarr } = await openServer();
  const { error } = await mcp.callTool('sonarr_manage_tag', { action: 'create', tag: 'x' });
  expect(error['code']).toBe('read_only');
  expect(sonarr.requests).toEqual([]);
});
