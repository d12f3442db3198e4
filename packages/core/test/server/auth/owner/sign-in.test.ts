import { describe, expect, it } from 'vitest';
import { initializeRequest, sendHttp } from '../../../../src/testing/http-probe.js';
import { refresh, serveOwned, signIn } from '../../../fixtures/owned-shelf.js';

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

describe('a client that registers itself', () => {
  it('is let in by the owner, and renews its tokens', async () => {
    const shelf = await serveOwned();
    const tokens = await signIn(shelf);
    expect(tokens.scope).toBe('mcp:read mcp:write');
    const ask = (token: string) => sendHttp(shelf.resource, initializeRequest(bearer(token)));
    expect((await ask(tokens.access)).status).toBe(200);
    const renewed = await refresh(shelf, tokens);
    expect(renewed.status).toBe(200);
  });
});
