import { fileURLToPath } from 'node:url';
import { packageSuite } from '@watchstack/core/testing';
import { packServer } from '../../../scripts/pack.mjs';

packageSuite({
  name: '@watchstack/sonarr-mcp',
  pack: () => packServer('sonarr-mcp'),
  root: fileURLToPath(new URL('../../..', import.meta.url)),
  read: { tool: 'sonarr_list_series', arguments: { limit: 5 } },
  clientClass: 'SonarrClient',
  usage: `
    import { NotFoundError, SonarrClient, WatchstackError, type ErrorCode, type SonarrSeries } from '@watchstack/sonarr-mcp';
    const client = new SonarrClient({ url: 'http://localhost:8989', apiKey: 'key' });
    export async function title(id: number): Promise<string | undefined> {
      try {
        const series: SonarrSeries = await client.series.get(id, { signal: AbortSignal.timeout(1000) });
        return series.title;
      } catch (error) {
        if (error instanceof NotFoundError) return undefined;
        const code: ErrorCode | undefined = error instanceof WatchstackError ? error.code : undefined;
        throw new Error(code);
      }
    }
    export async function titles(): Promise<string[]> {
      const found: string[] = [];
      for await (const series of client.readOnly().series.list()) found.push(series.title);
      return found;
    }
    // @ts-expect-error the key is not optional
    new SonarrClient({ url: 'http://localhost:8989' });
  `,
});
