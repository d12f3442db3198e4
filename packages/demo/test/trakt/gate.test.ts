import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { start } from './trakt.js';

let service: Awaited<ReturnType<typeof start>>;

beforeAll(async () => {
  service = await start();
});
afterAll(async () => {
  await service.trakt.close();
});

describe('what Trakt demands of every request', () => {
  it.each([
    ['no JSON content type', { 'content-type': 'text/plain' }, 412],
    ['another app', { 'trakt-api-key': 'somebody-else' }, 403],
    ['no version', { 'trakt-api-version': null }, 403],
    ['a wrong token, even for what is public', { authorization: 'Bearer wrong' }, 401],
  ])('refuses %s', async (_what, headers, status) => {
    expect(await service.ask('/shows/trending', { headers })).toMatchObject({ status, text: '' });
  });

  it('turns a request without a name away with a page for people', async () => {
    const answer = await service.ask('/shows/trending', { headers: { 'user-agent': '' } });
    expect(answer).toMatchObject({ status: 403 });
    expect(answer.headers.get('content-type')).toMatch('text/html');
  });

  it('gives what is public without a token, and nothing of the account', async () => {
    expect((await service.ask('/shows/trending', { headers: { authorization: null } })).status).toBe(200);
    for (const path of ['/users/settings', '/sync/watched/shows', '/sync/watchlist/all/rank/asc']) {
      expect((await service.ask(path, { headers: { authorization: null } })).status).toBe(401);
    }
  });

  it('answers an unknown path with an empty 404', async () => {
    expect(await service.ask('/no/such/thing')).toMatchObject({ status: 404, text: '' });
  });

  it('takes one write a second', async () => {
    const limited = await start({ writeLimit: true });
    const body = { shows: [{ ids: { tvdb: 1 } }] };
    expect((await limited.post('/sync/watchlist', body)).status).toBe(201);
    const second = await limited.post('/sync/watchlist', body);
    expect(second.status).toBe(429);
    expect(second.headers.get('retry-after')).toBe('1');
    expect(JSON.parse(second.headers.get('x-ratelimit') ?? '')).toMatchObject({ name: 'AUTHED_API_POST_LIMIT' });
    expect((await limited.ask('/shows/trending')).status).toBe(200);
    await limited.trakt.close();
  });
});
