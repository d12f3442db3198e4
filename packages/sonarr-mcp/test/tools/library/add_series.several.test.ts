import { describe, expect, it } from 'vitest';
import { asked, changes, choice, containing, posted, rowsOf, showNamed } from '../../support/answers.js';
import { emptyHousehold, openWriting, yes } from '../../support/sonarr-server.js';

describe('several shows', () => {
  it('are each told apart: done, already there, several of a name, unknown; one bad one stops none', async () => {
    const server = await openWriting();
    const items = ['The Bear', 'Severance', 'Ghosts', 'No Such Show At All', 'tvdb:252019', 'Slow Horses'];
    const answer = await server.mcp.callTool('sonarr_add_series', { items, ...choice, monitor: 'pilot' });
    expect(answer.json).toMatchObject({ outcome: 'done', monitor: 'pilot' });
    expect(rowsOf(answer, 'items').map((row) => [row['item'], row['outcome']])).toEqual([
      ['The Bear', 'done'],
      ['Severance', 'already'],
      ['Ghosts', 'ambiguous'],
      ['No Such Show At All', 'not_found'],
      ['tvdb:252019', 'done'],
      ['Slow Horses', 'done'],
    ]);
    expect(posted(server)).toHaveLength(3);
  });

  it('of which Sonarr refuses one are otherwise added', async () => {
    const server = await openWriting();
    server.sonarr.faults.add({
      method: 'POST',
      path: '/api/v3/series',
      times: 1,
      fault: { kind: 'reply', status: 500, body: { message: 'disk I/O error', description: 'at /home/builder/x.cs' } },
    });
    const answer = await server.mcp.callTool('sonarr_add_series', { items: ['The Bear', 'Slow Horses'], ...choice });
    const outcomes = rowsOf(answer, 'items').map(({ outcome }) => outcome);
    expect(outcomes.sort()).toEqual(['done', 'failed']);
    // After a 500 nobody can tell, and the row says so.
    expect(rowsOf(answer, 'items').find(({ outcome }) => outcome === 'failed')).toMatchObject({ changed: 'unknown' });
    expect(answer.text).not.toContain('builder');
  });

  it('named twice are added once', async () => {
    const server = await openWriting();
    const bear = showNamed(server.sonarr, 'The Bear').ids.tvdb;
    const answer = await server.mcp.callTool('sonarr_add_series', { items: ['The Bear', `tvdb:${bear}`], ...choice });
    expect(
      rowsOf(answer, 'items')
        .map(({ outcome }) => outcome)
        .sort(),
    ).toEqual(['already', 'done']);
  });

  it('that are refused for the key end the call, and nothing was changed', async () => {
    const { mcp, sonarr } = await openWriting();
    sonarr.faults.add({ path: '/api/v3/series/lookup', fault: { kind: 'reply', status: 401 } });
    const { error } = await mcp.callTool('sonarr_add_series', { items: ['The Bear', 'Fargo'], ...choice });
    expect(error).toMatchObject({ code: 'authentication', hint: containing('SONARR_API_KEY') });
    expect(changes(sonarr)).toEqual([]);
  });

  it('are left for later when Sonarr asks for patience, and the answer says which and for how long', async () => {
    const server = await openWriting();
    const items = ['The Bear', 'Slow Horses', 'Fargo', 'Hacks', 'The Expanse', 'Adolescence', 'The Pitt', 'Succession'];
    const first = await server.mcp.callTool('sonarr_add_series', { items: items.slice(0, 1), ...choice });
    expect(first.json['outcome']).toBe('done');
    server.sonarr.faults.add({
      path: '/api/v3/series/lookup',
      fault: { kind: 'reply', status: 429, headers: { 'retry-after': '120' } },
    });
    const { error } = await server.mcp.callTool('sonarr_add_series', { items: items.slice(1), ...choice });
    expect(error).toMatchObject({ code: 'rate_limited', retryAfterSeconds: 120 });
  });

  it('are reported as far as they came when the call is taken back', async () => {
    const server = await openWriting();
    const controller = new AbortController();
    const steps: string[] = [];
    server.sonarr.faults.add({ path: '/api/v3/series/lookup', fault: { kind: 'hang' } });
    const call = server.mcp.callTool(
      'sonarr_add_series',
      { items: ['The Bear', 'Fargo'], ...choice },
      {
        signal: controller.signal,
        onProgress: ({ message }) => {
          steps.push(message ?? '');
          controller.abort(new Error('no longer wanted'));
        },
      },
    );
    await expect(call).rejects.toThrow();
    expect(steps[0]).toBe('The Bear');
    expect(changes(server.sonarr)).toEqual([]);
  });

  it('of more than twenty are asked about first, with what would happen; a no adds none', async () => {
    const questions: string[] = [];
    const server = await openWriting({
      person: {
        onQuestion: (message) => {
          questions.push(message);
          return { action: 'decline' };
        },
      },
    });
    const items = Array.from({ length: 21 }, (_none, index) => `tvdb:${index + 1}`);
    const answer = await server.mcp.callTool('sonarr_add_series', { items, ...choice });
    expect(answer.json['outcome']).toBe('declined');
    expect(questions).toEqual([
      'Adds 21 shows to Sonarr, in /tv with the profile HD-1080p, and searches for their episodes. Do it?',
    ]);
    expect(changes(server.sonarr)).toEqual([]);
  });

  it('of more than twenty are not asked about while profile and folder are still open', async () => {
    const server = await openWriting({ household: emptyHousehold(), person: { onQuestion: () => yes } });
    const items = Array.from({ length: 21 }, (_none, index) => `tvdb:${index + 1}`);
    const { error } = await server.mcp.callTool('sonarr_add_series', { items });
    expect(error).toMatchObject({ code: 'invalid_input', target: 'profile, rootFolder' });
  });

  it('cost two requests each, and profiles and folders once', async () => {
    const server = await openWriting();
    await server.mcp.callTool('sonarr_add_series', { items: ['The Bear', 'Fargo', 'Hacks'], ...choice });
    expect(asked(server.sonarr).sort()).toEqual([
      'GET /api/v3/qualityprofile',
      'GET /api/v3/rootfolder',
      ...Array.from({ length: 3 }, () => 'GET /api/v3/series/lookup'),
      ...Array.from({ length: 3 }, () => 'POST /api/v3/series'),
    ]);
  });
});
