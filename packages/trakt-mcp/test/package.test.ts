import { fileURLToPath } from 'node:url';
import { packageSuite } from '@watchstack/core/testing';
import { packServer } from '../../../scripts/pack.mjs';

packageSuite({
  name: '@watchstack/trakt-mcp',
  pack: () => packServer('trakt-mcp'),
  root: fileURLToPath(new URL('../../..', import.meta.url)),
  read: { tool: 'trakt_get_watchlist', arguments: { limit: 5 } },
  clientClass: 'TraktClient',
  usage: `
    import { NotFoundError, TraktClient, WatchstackError, type ErrorCode, type Page, type TrendingShow } from '@watchstack/trakt-mcp';
    const client = new TraktClient({ clientId: 'id' });
    export async function titles(): Promise<string[]> {
      try {
        const page: Page<TrendingShow> = await client.readOnly().shows.trending({ limit: 5, signal: AbortSignal.timeout(1000) });
        return page.items.map((row) => row.show.title);
      } catch (error) {
        if (error instanceof NotFoundError) return [];
        const code: ErrorCode | undefined = error instanceof WatchstackError ? error.code : undefined;
        throw new Error(code);
      }
    }
    // @ts-expect-error the client id is not optional
    new TraktClient({});
  `,
});
