import { describe, expect, it } from 'vitest';
import { canonicalJson, createConfirmations, type ConfirmationSubject } from '../../src/server/confirmation.js';

const subject: ConfirmationSubject = {
  tool: 'shelf_delete_book',
  args: { book: 'tvdb:1', deleteFiles: true },
  preview: { summary: 'Deletes Velma, 12 files, 40 GB.', target: 'tvdb:1', changes: 1 },
  caller: 'local',
};

describe('a confirmation', () => {
  it('is good once, for the subject it was issued for', async () => {
    const confirmations = createConfirmations();
    const code = confirmations.issue('code', subject);
    expect(await confirmations.redeem('code', code, { ...subject, args: { deleteFiles: true, book: 'tvdb:1' } })).toBe(
      true,
    );
    expect(await confirmations.redeem('code', code, subject)).toBe(false);
  });

  it.each([
    ['another tool', { tool: 'shelf_burn_book' }],
    ['changed arguments', { args: { book: 'tvdb:1', deleteFiles: false } }],
    ['another target', { preview: { ...subject.preview, target: 'tvdb:2' } }],
    ['a target that changed since', { preview: { ...subject.preview, summary: 'Deletes Velma, 13 files, 44 GB.' } }],
    ['another caller', { caller: 'somebody' }],
  ])('is worth nothing for %s', async (_what, change) => {
    const confirmations = createConfirmations();
    const code = confirmations.issue('code', subject);
    expect(await confirmations.redeem('code', code, { ...subject, ...change })).toBe(false);
    expect(await confirmations.redeem('code', code, subject)).toBe(true);
  });

  it('expires after five minutes', async () => {
    let now = 1_000_000;
    const confirmations = createConfirmations({ now: () => now });
    const [early, late] = [confirmations.issue('code', subject), confirmations.issue('code', subject)];
    now += 5 * 60_000;
    expect(await confirmations.redeem('code', early, subject)).toBe(true);
    now += 1;
    expect(await confirmations.redeem('code', late, subject)).toBe(false);
  });

  it('cannot be forged, stretched, or moved from one channel or process to another', async () => {
    const confirmations = createConfirmations();
    const code = confirmations.issue('code', subject);
    const [, nonce, signature] = code.split('.');
    const stretched = [(Date.now() + 86_400_000).toString(36), nonce, signature].join('.');
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const touched = Array.from(letters)
      .map((letter) => code.slice(0, -1) + letter)
      .filter((other) => other !== code);
    for (const forged of ['', 'yes', 'a.b.c', stretched, `${code}x`, `${code}.x`, code.slice(0, -2), ...touched]) {
      expect(await confirmations.redeem('code', forged, subject)).toBe(false);
    }
    expect(await confirmations.redeem('state', code, subject)).toBe(false);
    expect(await createConfirmations().redeem('code', code, subject)).toBe(false);
  });

  it('holds no argument and no target', () => {
    const code = createConfirmations().issue('code', subject);
    const decoded = code
      .split('.')
      .map((part) => Buffer.from(part, 'base64url').toString('latin1'))
      .join();
    for (const told of ['tvdb', 'Velma', 'delete']) expect(`${code}${decoded}`).not.toContain(told);
    expect(code.length).toBeLessThan(100);
  });
});

describe('canonical JSON', () => {
  it('is the same for the same value in any key order, and keeps the order of lists', () => {
    expect(canonicalJson({ b: [2, 1], a: { d: 1, c: 2 } })).toBe(canonicalJson({ a: { c: 2, d: 1 }, b: [2, 1] }));
    expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
  });
});
