import { describe, expect, it } from 'vitest';
import { strangers } from '../check/strangers.mjs';

const registry = ['registry', 'npmjs', 'org'].join('.');

describe('traces of a machine', () => {
  it('finds the folder of the checkout, the home folder and the host of a registry', () => {
    const pattern = strangers('/srv/checkouts/watchstack', '/home/eve');
    expect(pattern.test('see /srv/checkouts/other/file.ts')).toBe(true);
    expect(pattern.test('node /home/eve/bin/tool')).toBe(true);
    expect(pattern.test(`https://${registry}/zod`)).toBe(true);
  });

  it('leaves paths of other people and plain words alone', () => {
    const pattern = strangers('/srv/checkouts/watchstack', '/home/eve');
    expect(pattern.test('/home/alice/.config and /srv/media')).toBe(false);
    expect(pattern.test('the MCP registry lists servers')).toBe(false);
  });

  it('does not suspect every path when the checkout lies at the top of the disk', () => {
    expect(strangers('/watchstack', '/').test('/usr/bin/node')).toBe(false);
  });
});
