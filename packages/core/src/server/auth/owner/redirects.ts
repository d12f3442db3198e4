const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];

/** Schemes that a browser or a system treats in ways of its own; an app's private scheme is none of them. */
const dangerousSchemes = new Set(
  'about blob chrome chrome-extension content data file filesystem ftp ftps intent jar javascript mailto mhtml moz-extension res resource search sms ssh tel vbscript view-source ws wss'.split(
    ' ',
  ),
);

/** What stands behind an address: a site, a program that listens on the person's own device, or an app there. */
type Place = 'site' | 'loopback' | 'app';

/**
 * Why nobody may be sent to an address with a code; undefined for one that is fit: https, http on the person's own device, or the
 * private scheme of an app (RFC 8252).
 */
export function redirectProblem(address: string): string | undefined {
  if (address.length > 2000) return 'is too long';
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined) return 'is no address';
  if (address.includes('#')) return 'has a fragment';
  if (url.username !== '' || url.password !== '') return 'has a user name';
  if (url.protocol === 'https:') return undefined;
  if (url.protocol === 'http:') {
    return loopbackNames.includes(url.hostname) ? undefined : "is http beyond the person's own device";
  }
  const scheme = url.protocol.slice(0, -1);
  if (dangerousSchemes.has(scheme) || scheme.startsWith('ms-') || !/^[^:]+:\//.test(address)) {
    return `has the scheme ${scheme}, which no app can have for itself`;
  }
  return undefined;
}

/** What stands behind an address that has no {@link redirectProblem}. */
export function placeOf(address: string): Place {
  const { protocol } = new URL(address);
  if (protocol === 'https:') return 'site';
  return protocol === 'http:' ? 'loopback' : 'app';
}

/** Where somebody is sent, in a word and a note for people. */
export function describeRedirect(address: string): { readonly name: string; readonly note: string } {
  const { protocol, host } = new URL(address);
  switch (placeOf(address)) {
    case 'site':
      return { name: host, note: '' };
    case 'loopback':
      return { name: host, note: 'a program on the device you are using' };
    case 'app':
      return { name: `${protocol}//${host}`, note: 'an app on the device you are using' };
  }
}

/**
 * Where the form of the sign-in page may lead, as a `form-action` of a Content Security Policy. Chromium applies it to every redirect
 * that follows: back to us, to the client, and on to wherever the client's own site goes from there.
 */
export function formTargets(address: string): string {
  const { protocol, origin, hostname } = new URL(address);
  if (protocol === 'https:') return "'self' https:";
  // A policy has no way to write an IPv6 address.
  return `'self' https: ${protocol === 'http:' && !hostname.startsWith('[') ? origin : protocol}`;
}
