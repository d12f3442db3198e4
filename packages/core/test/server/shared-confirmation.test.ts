import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { fileStateStore } from '../../src/state/file-state-store.js';
import { createConfirmations, lifetimeMs, type ConfirmationSubject } from '../../src/server/confirmation.js';
import { confirmationKey, usedInStore } from '../../src/server/shared-confirmation.js';
import { callTool, type Caller } from '../../src/server/dispatch.js';
import { shelfServer, type ShelfServer } from '../fixtures/shelf-runtime.js';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function temporary(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'watchstack-confirmations-'));
  folders.push(folder);
  return folder;
}

const secret = '0123456789abcdef0123456789abcdef';

/** Two processes of one server, each with a shelf that is like the other's. */
async function pair(environments: readonly [Record<string, string>, Record<string, string>]) {
  const options = environments.map((environment) => ({ environment: { READ_ONLY_MODE: 'false', ...environment } }));
  const [first, second] = await Promise.all(options.map((option) => shelfServer(option)));
  if (first === undefined || second === undefined) throw new Error('unreachable');
  return { first, second };
}

async function remove(server: ShelfServer, confirm?: unknown): Promise<Record<string, unknown>> {
  const caller: Caller = {
    access: 'write',
    id: 'token:write',
    canElicit: false,
    reply: undefined,
    signal: new AbortController().signal,
    progress: () => undefined,
    redact: (text) => text,
  };
  const args = { book: 'Velma', ...(confirm === undefined ? {} : { confirm }) };
  const outcome = await callTool(server.runtime, 'shelf_remove_book', args, caller);
  if (outcome.kind !== 'result') throw new Error(`It came to ${outcome.kind}.`);
  const answer: unknown = JSON.parse(outcome.result.content[0]?.text ?? '');
  const { error } = answer as { error?: Record<string, unknown> };
  return error ?? (answer as Record<string, unknown>);
}

describe('two processes behind one address', () => {
  it('with one secret and one folder accept the code of the other, once', async () => {
    const shared = { MCP_STATE_SECRET: secret, MCP_STATE_DIR: temporary() };
    const { first, second } = await pair([shared, shared]);
    const { confirm } = await remove(first);
    expect(await remove(second, confirm)).toMatchObject({ outcome: 'done' });
    expect(await remove(first, confirm)).toMatchObject({ code: 'confirmation_needed' });
    expect(first.shelf.changes).toEqual([]);
    expect(second.shelf.changes).toEqual(['remove Velma']);
  });

  it('let one of many who come at once with the same code have it', async () => {
    const folder = temporary();
    const each = Array.from({ length: 8 }, () =>
      createConfirmations({ key: confirmationKey(secret, 'shelf-mcp'), used: usedInStore(fileStateStore(folder)) }),
    );
    const code = each[0]?.issue('code', subject) ?? '';
    const results = await Promise.all(each.map((confirmations) => confirmations.redeem('code', code, subject)));
    expect(results.filter(Boolean)).toHaveLength(1);
  });

  it.each([
    ['no secret', {}, {}],
    ['a secret in one', { MCP_STATE_SECRET: secret }, {}],
    ['another secret', { MCP_STATE_SECRET: secret }, { MCP_STATE_SECRET: secret.toUpperCase() }],
  ])('refuse the code of the other with %s', async (_what, one, other) => {
    const folder = { MCP_STATE_DIR: temporary() };
    const { first, second } = await pair([
      { ...folder, ...one },
      { ...folder, ...other },
    ]);
    const { confirm } = await remove(first);
    expect(await remove(second, confirm)).toMatchObject({ code: 'confirmation_needed' });
    expect(second.shelf.changes).toEqual([]);
  });
});

const subject: ConfirmationSubject = {
  tool: 'shelf_remove_book',
  args: { book: 'Velma' },
  preview: { summary: 'Removes Velma.', target: 'tvdb:1', changes: 1 },
  caller: 'local',
};

describe('a server with a secret for its codes', () => {
  it('makes other codes than another server with the same secret', async () => {
    const [one, other] = ['sonarr-mcp', 'sonarr-mcp-4k'].map((id) =>
      createConfirmations({ key: confirmationKey(secret, id) }),
    );
    const code = one?.issue('code', subject) ?? '';
    expect(await other?.redeem('code', code, subject)).toBe(false);
    expect(await one?.redeem('code', code, subject)).toBe(true);
  });

  it('forgets used codes only when no clock could take them for fresh', async () => {
    let now = 1_000_000;
    const folder = temporary();
    const used = usedInStore(fileStateStore(folder, () => now));
    const files = () => readdirSync(path.join(folder, 'used-confirmations'));
    expect(await used.use('a', now + lifetimeMs)).toBe(true);
    now += lifetimeMs + 1;
    expect(await used.use('a', now)).toBe(false);
    now += lifetimeMs;
    expect(await used.use('b', now + lifetimeMs)).toBe(true);
    expect(files()).toHaveLength(1);
  });

  it('keeps neither codes nor what they are for in its files', async () => {
    const folder = temporary();
    const server = await shelfServer({
      environment: { READ_ONLY_MODE: 'false', MCP_STATE_SECRET: secret, MCP_STATE_DIR: folder },
    });
    const { confirm } = await remove(server);
    await remove(server, confirm);
    const kept = readdirSync(folder, { recursive: true }).join();
    expect(kept).toContain('used-confirmations');
    for (const part of String(confirm).split('.')) expect(kept).not.toContain(part);
  });

  it('writes nothing before a code is used', async () => {
    const folder = path.join(temporary(), 'state');
    const server = await shelfServer({
      environment: { READ_ONLY_MODE: 'false', MCP_STATE_SECRET: secret, MCP_STATE_DIR: folder },
    });
    await remove(server);
    expect(() => readdirSync(folder)).toThrow('ENOENT');
  });

  it('changes nothing where its folder cannot be written, and says which setting to look at', async () => {
    const server = await shelfServer({
      environment: { READ_ONLY_MODE: 'false', MCP_STATE_SECRET: secret, MCP_STATE_DIR: '/dev/null/state' },
    });
    const { confirm } = await remove(server);
    expect(await remove(server, confirm)).toMatchObject({
      code: 'configuration',
      target: 'MCP_STATE_DIR',
      changed: 'no',
    });
    expect(server.shelf.changes).toEqual([]);
  });

  it('lets nothing happen when the use of a code cannot be noted', async () => {
    const full = () => Promise.reject(new Error('ENOSPC'));
    const used = usedInStore({ read: full, list: full, change: full });
    await expect(used.use('a', 1)).rejects.toMatchObject({ code: 'configuration', target: 'MCP_STATE_DIR' });
  });

  it.each([
    ['short', 'too-short', 'has 9 characters'],
    ['a placeholder', 'change-me-change-me-change-me-change-me', 'is a placeholder'],
  ])('does not start with one that is %s', async (_what, value, says) => {
    await expect(shelfServer({ environment: { MCP_STATE_SECRET: value } })).rejects.toMatchObject({
      code: 'configuration',
      message: expect.stringContaining(`MCP_STATE_SECRET ${says}`) as unknown,
    });
  });
});
