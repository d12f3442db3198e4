import { fileURLToPath } from 'node:url';
import { packageSuite } from '@watchstack/core/testing';
import { packServer } from '../../../scripts/pack.mjs';

packageSuite({
  name: '@watchstack/plex-mcp',
  pack: () => packServer('plex-mcp'),
  root: fileURLToPath(new URL('../../..', import.meta.url)),
  read: { tool: 'plex_get_libraries', arguments: {} },
  clientClass: 'PlexClient',
  usage: `
    import { NotFoundError, PlexClient, WatchstackError, type ErrorCode, type PlexLibrary } from '@watchstack/plex-mcp';
    const client = new PlexClient({ url: 'http://localhost:32400', token: 'token' });
    export async function titles(): Promise<string[]> {
      try {
        const libraries: readonly PlexLibrary[] = await client.readOnly().libraries.list({ signal: AbortSignal.timeout(1000) });
        return libraries.map((library) => library.title);
      } catch (error) {
        if (error instanceof NotFoundError) return [];
        const code: ErrorCode | undefined = error instanceof WatchstackError ? error.code : undefined;
        throw new Error(code);
      }
    }
    // @ts-expect-error the token is not optional
    new PlexClient({ url: 'http://localhost:32400' });
  `,
});
