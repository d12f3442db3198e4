import type { IncomingMessage } from 'node:http';

/**
 * Headers that only something between the caller and this server adds: the standard ones, and those of the proxies, tunnels and
 * delivery networks that people put in front of a program on their machine. No MCP client sends any of them by itself.
 */
const names = new Set([
  // The standard, what most proxies did before it, and relatives of that.
  'forwarded',
  'via',
  'x-real-ip',
  'x-client-ip',
  'x-cluster-client-ip',
  'x-original-forwarded-for',
  'x-original-host',
  'x-original-url',
  'x-rewrite-url',
  'x-proxyuser-ip',
  'x-remote-ip',
  'x-scheme',
  'true-client-ip',
  'client-ip',
  'cdn-loop',
  // localtunnel, Fastly, Google's App Engine, Netlify, Home Assistant's ingress
  'x-nginx-proxy',
  'fastly-client-ip',
  'x-appengine-user-ip',
  'x-nf-client-connection-ip',
  'x-ingress-path',
]);

/**
 * The same by their beginnings: X-Forwarded-For and its siblings (every proxy; ngrok, Tailscale, VS Code's and GitHub's tunnels add
 * three of them), Cloudflare's tunnel and network, Tailscale's Serve and Funnel, Fly, CloudFront, Azure, Envoy, Vercel.
 */
const beginnings =
  /^(x-forwarded(-|$)|cf-|tailscale-|fly-|cloudfront-|x-azure-|x-arr-|x-envoy-|x-vercel-|ngrok-(?!skip-browser-warning$))/;

/** The header by which something in front says that the caller is elsewhere; undefined when the request has none. */
export function forwardingHeader({ headers }: IncomingMessage): string | undefined {
  return Object.keys(headers).find((name) => names.has(name) || beginnings.test(name));
}
