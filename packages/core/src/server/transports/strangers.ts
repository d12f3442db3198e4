import type { IncomingMessage } from 'node:http';
import { forwardingHeader } from './forwarding.js';
import type { Reach } from './reach.js';

/** What stands for one thing each: a second one would be read by a proxy in front, and the first one here. */
const single = new Set(['host', 'authorization', 'origin', 'content-type', 'content-length']);

/**
 * What about a request could be understood in two ways, by a proxy in front in one, here in the other.
 * @returns undefined for a plain one
 */
export function ambiguity({ url = '', rawHeaders }: IncomingMessage): string | undefined {
  // Other forms name a host of their own, beside the Host header.
  if (!url.startsWith('/') || url.startsWith('//')) return 'Ask for a path.';
  const seen = new Set<string>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase() ?? '';
    if (!single.has(name)) continue;
    if (seen.has(name)) return `Send the header ${name} once.`;
    seen.add(name);
  }
  return undefined;
}

/**
 * Why a request is none of ours, before it is asked who sends it.
 * @param asks whether callers have to prove who they are
 * @returns undefined for one that may go on
 */
export function strangerness(request: IncomingMessage, reach: Reach, asks: boolean): string | undefined {
  const { host, origin } = request.headers;
  if (!reach.acceptsHost(host)) {
    return 'This server does not answer to that host name. Its owner names further ones in MCP_ALLOWED_HOSTS or PUBLIC_URL.';
  }
  if (!reach.acceptsOrigin(origin)) {
    return 'This server does not answer web pages of that origin. Its owner names some in MCP_ALLOWED_ORIGINS.';
  }
  if (origin === undefined && isEmbedded(request)) {
    return 'This server does not answer what a page of another site loads.';
  }
  const forwarded = asks ? undefined : forwardingHeader(request);
  if (forwarded !== undefined) {
    return `This request came through a proxy (${forwarded}), and this server asks nobody who they are, so it answers only direct callers.`;
  }
  return undefined;
}

/**
 * Whether a browser says that a page of another site loads this as an image, a frame or in the background, for which it sends no
 * Origin. A person who follows a link is welcome.
 */
function isEmbedded({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== 'cross-site' && site !== 'same-site') return false;
  return headers['sec-fetch-mode'] !== 'navigate' || headers['sec-fetch-dest'] !== 'document';
}
