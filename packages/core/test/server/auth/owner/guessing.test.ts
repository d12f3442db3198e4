import { describe, expect, it } from 'vitest';
import {
  authorizeUrl,
  ownersPassword,
  pkce,
  registered,
  serveOwned,
  somePlace,
  type OwnedShelf,
} from '../../../fixtures/owned-shelf.js';

const minute = 60_000;

/** Tries passwords on one open page. */
async function guesser(shelf: OwnedShelf, address?: string) {
  const headers = address === undefined ? {} : { 'x-forwarded-for': address };
  const url = authorizeUrl(shelf, { client_id: await registered(shelf), code_challenge: pkce().challenge });
  let browser = shelf.browser();
  let page = await browser.open(url);
  return {
    /** The page is good for ten minutes only. */
    async reopen() {
      browser = shelf.browser();
      page = await browser.open(url);
    },
    /** `wrong`, `in`, or the seconds to wait. */
    async guess(password = 'not the password'): Promise<string> {
      const answer = await browser.submit(page, { password, decision: 'allow' }, headers);
      if (answer.sentTo?.searchParams.has('code') === true) return 'in';
      if (answer.status !== 429) return 'wrong';
      expect(answer.text).toContain('role="alert"');
      return String(answer.headers['retry-after']);
    },
  };
}

const times = async (count: number, act: () => Promise<string>) => {
  const seen: string[] = [];
  for (let each = 0; each < count; each += 1) seen.push(await act());
  return seen;
};

describe('somebody who guesses the password', () => {
  it('is locked out after five failures, for longer each time, even if the next guess were right', async () => {
    const shelf = await serveOwned();
    const { guess, reopen } = await guesser(shelf);
    expect(await times(5, guess)).toEqual(['wrong', 'wrong', 'wrong', 'wrong', 'wrong']);
    expect(await guess(ownersPassword)).toBe('60');
    const waits: string[] = [];
    for (let lock = 0; lock < 8; lock += 1) {
      const seconds = Number(await guess());
      waits.push(String(seconds));
      shelf.server.pass(seconds * 1000);
      await reopen();
      expect(await guess()).toBe('wrong');
    }
    expect(waits).toEqual(['60', '120', '240', '480', '960', '1920', '3600', '3600']);
    expect(shelf.server.log.join('\n')).toContain('"reason":"locked"');
    expect(shelf.server.log.join('\n')).toContain('"lockedForSeconds":3600');
    expect(shelf.server.log.join('\n')).not.toContain('not the password');
  });

  it('gains nothing by guessing many at once', async () => {
    const shelf = await serveOwned();
    const { guess } = await guesser(shelf);
    const answers = await Promise.all(Array.from({ length: 20 }, () => guess()));
    expect(answers.filter((each) => each === 'wrong')).toHaveLength(5);
  });

  it('gains nothing by a restart', async () => {
    const place = await somePlace();
    const before = await serveOwned({}, place);
    await times(5, (await guesser(before)).guess);
    await before.http.close();
    const after = await serveOwned({}, place);
    expect(await (await guesser(after)).guess(ownersPassword)).toBe('60');
  });

  it('locks out an address of theirs, not the owner; from many addresses, everybody after a while', async () => {
    const shelf = await serveOwned({ TRUST_PROXY: '127.0.0.1' });
    await times(5, (await guesser(shelf, '192.0.2.1')).guess);
    expect(await (await guesser(shelf, '192.0.2.1')).guess(ownersPassword)).toBe('60');
    expect(await (await guesser(shelf, '192.0.2.9')).guess(ownersPassword)).toBe('in');
    for (const last of [2, 3, 4, 5, 6]) await times(5, (await guesser(shelf, `192.0.2.${last}`)).guess);
    expect(await (await guesser(shelf, '192.0.2.9')).guess(ownersPassword)).toBe('60');
  });

  it('has one address, however many an IPv6 connection has', async () => {
    const shelf = await serveOwned({ TRUST_PROXY: '127.0.0.1' });
    const from = async (address: string) => (await guesser(shelf, address)).guess();
    for (const last of ['::1', ':1::', '::2:3', ':ffff:1:2:3', ':0:0:0:9']) {
      expect(await from(`2001:db8:1:2${last}`)).toBe('wrong');
    }
    expect(await from('2001:0db8:0001:0002:5:6:7:8')).toBe('60');
    expect(await from('2001:db8:1:3::1')).toBe('wrong');
  });
});

describe('somebody who begins sign-ins without end', () => {
  it('is asked to wait, and keeps nobody else waiting', async () => {
    const shelf = await serveOwned({ TRUST_PROXY: '127.0.0.1' });
    const path = authorizeUrl(shelf, { client_id: await registered(shelf), code_challenge: pkce().challenge });
    const begin = async (address: string) =>
      (await shelf.send(path.href, { headers: { 'x-forwarded-for': address } })).status;
    const seen = await Promise.all(Array.from({ length: 40 }, () => begin('192.0.2.1')));
    expect(seen).toContain(429);
    expect(await begin('192.0.2.2')).toBe(303);
  });
});

describe('the owner', () => {
  it('who signs in at last is forgiven the attempts before', async () => {
    const shelf = await serveOwned();
    for (let round = 0; round < 3; round += 1) {
      const { guess } = await guesser(shelf);
      expect(await times(4, guess)).toEqual(['wrong', 'wrong', 'wrong', 'wrong']);
      expect(await guess(ownersPassword)).toBe('in');
    }
  });

  it('is forgiven after a day', async () => {
    const shelf = await serveOwned();
    await times(5, (await guesser(shelf)).guess);
    shelf.server.pass(24 * 60 * minute + 2 * minute);
    const { guess } = await guesser(shelf);
    expect(await times(4, guess)).toEqual(['wrong', 'wrong', 'wrong', 'wrong']);
    expect(await guess(ownersPassword)).toBe('in');
  });
});
