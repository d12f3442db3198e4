import { AuthenticationError, UnexpectedResponseError, type ErrorDetails, type WatchstackError } from '../errors.js';
import type { Operation } from './operation.js';
import type { Upstream } from './upstream.js';

const redirectStatuses = new Set([301, 302, 303, 307, 308]);

/** Whether the answer sends the client elsewhere. */
export function isRedirect(status: number): boolean {
  return redirectStatuses.has(status);
}

/**
 * Where a read may follow to: the same origin only, since every request carries secrets.
 * @param method of the request; anything but GET and HEAD is followed only where the status keeps the method
 * @throws AuthenticationError | UnexpectedResponseError when it leads elsewhere, or nowhere
 */
export function followable(upstream: Upstream, operation: Operation, response: Response, from: URL): URL {
  const to = locationOf(response, from);
  const keepsMethod = response.status === 307 || response.status === 308;
  const mayFollow = keepsMethod || operation.method === 'GET' || operation.method === 'HEAD';
  if (to?.origin === upstream.origin && to.username === '' && to.password === '' && mayFollow) return to;
  throw refuseRedirect(upstream, operation, response, from, undefined);
}

/** A read was sent around in circles. */
export function tooManyRedirects(upstream: Upstream, operation: Operation): WatchstackError {
  return new UnexpectedResponseError(`${upstream.service} redirects again and again.`, {
    target: operation.target,
    hint: `Check the path in ${upstream.urlSetting}, and the settings of a proxy in front.`,
  });
}

/**
 * Why a redirect is not followed, and what the owner can set so that there is none. Its target is named only as far as it is
 * part of our own address.
 */
export function refuseRedirect(
  upstream: Upstream,
  operation: Operation,
  response: Response,
  from: URL,
  changed: ErrorDetails['changed'],
): WatchstackError {
  const { service, urlSetting, shownUrl, headersSetting } = upstream;
  const details = { target: operation.target, status: response.status, changed };
  const to = locationOf(response, from);
  if (to !== undefined && to.hostname !== from.hostname) {
    return new AuthenticationError(`${shownUrl} redirects to another host, and nothing was sent there.`, {
      ...details,
      hint: `A login page or proxy probably stands in front of ${service}: set ${headersSetting} to the headers it lets programs in with, or set ${urlSetting} to the address of ${service} itself.`,
    });
  }
  if (to !== undefined && to.origin !== from.origin) {
    return new UnexpectedResponseError(`${shownUrl} redirects to ${to.origin}, and nothing was sent there.`, {
      ...details,
      hint: `If that is ${service} too, set ${urlSetting} to ${to.origin}${upstream.basePath}.`,
    });
  }
  const base = to === undefined ? undefined : missingBase(upstream, from, to);
  return new UnexpectedResponseError(`${service} redirects this request elsewhere, and it was not sent again.`, {
    ...details,
    hint:
      base === undefined
        ? `Check the path in ${urlSetting}: ${service} may have a URL base, or a login may stand in front of it.`
        : `${service} has a URL base: set ${urlSetting} to ${base}.`,
  });
}

/** Where a redirect leads; undefined when it names nothing that is an address. */
export function locationOf(response: Response, from: URL): URL | undefined {
  const location = response.headers.get('location');
  return location !== null && URL.canParse(location, from.href) ? new URL(location, from.href) : undefined;
}

/** The address with the URL base, when the redirect does nothing but put one in front of the path. */
function missingBase({ origin, basePath }: Upstream, from: URL, to: URL): string | undefined {
  const below = from.pathname.slice(basePath.length);
  if (!to.pathname.endsWith(below)) return undefined;
  const base = to.pathname.slice(0, -below.length);
  return base !== basePath && /^(\/[\w.-]{1,40}){1,4}$/.test(base) ? `${origin}${base}` : undefined;
}
