import type { SonarrStandIn } from '@watchstack/demo/sonarr';

/** A folder with a show in it that is not in the library. */
export const expanseFolder = '/tv/The Expanse (2015)';

/** A download of the household that is stuck in that way. */
export function downloadOf(
  sonarr: SonarrStandIn,
  kind: string,
): { readonly downloadId: string; readonly title: string } {
  const found = sonarr.state.downloads.find(({ download }) => download.kind === kind)?.download;
  if (found?.downloadId === undefined) throw new Error(`The household has no download that is ${kind}.`);
  return { downloadId: found.downloadId, title: found.title };
}

/** What Sonarr was told to do, command by command. */
export function commandsSent(sonarr: SonarrStandIn): Record<string, unknown>[] {
  return sonarr.requests
    .filter(({ method, path }) => method === 'POST' && path === '/api/v3/command')
    .map(({ body }) => {
      const parsed: unknown = JSON.parse(body);
      if (typeof parsed !== 'object' || parsed === null) throw new Error('a command is no object');
      return Object.fromEntries(Object.entries(parsed));
    });
}
