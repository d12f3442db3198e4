import { describe, expect, it } from 'vitest';
import { app } from '../src/app.js';
import { start } from './client/stand-in.js';

const signal = AbortSignal.timeout(30_000);

describe('check', () => {
  it('says who it is and how full the watchlist is', async () => {
    const { trakt, client } = await start();
    expect(await app.check(client, signal)).toBe(
      'Trakt answers as clara-at-home, with 17 of at most 250 titles on the watchlist.',
    );
    await trakt.close();
  });

  it('says without a token what is out of reach', async () => {
    const { trakt, client } = await start({ client: { accessToken: undefined } });
    expect(await app.check(client, signal)).toContain('TRAKT_ACCESS_TOKEN is not set');
    await trakt.close();
  });
});

describe('the demo', () => {
  it('brings an account of its own, whose token fits its host', async () => {
    const demo = await app.demo();
    const { url = '', tokenHost, clientId, accessToken } = demo.values;
    expect(new URL(url)).toMatchObject({ hostname: '127.0.0.1', host: tokenHost });
    const client = await app.makeClient(
      { url, tokenHost: tokenHost ?? '', clientId, accessToken },
      { logger: quiet, userAgent: 'trakt-mcp/0', headers: {} },
    );
    expect((await client.watchlist.list({ signal })).itemCount).toBeGreaterThan(0);
    await demo.close();
  });
});

const nothing = () => undefined;
const quiet = {
  debug: nothing,
  info: nothing,
  warning: nothing,
  error: nothing,
  critical: nothing,
  child: () => quiet,
};
