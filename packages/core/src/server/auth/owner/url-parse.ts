/**
 * Gives `URL` the static `parse` of the URL standard where the runtime lacks it, which is Node before 22.1: the authorization
 * library checks redirect addresses, resources and client ids with it.
 */
export function ensureUrlParse(): void {
  if (Object.hasOwn(URL, 'parse')) return;
  Object.defineProperty(URL, 'parse', {
    configurable: true,
    enumerable: true,
    writable: true,
    value: function parse(url: string | URL, base?: string | URL): URL | null {
      return URL.canParse(String(url), base === undefined ? undefined : String(base)) ? new URL(url, base) : null;
    },
  });
}
