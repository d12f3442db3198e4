import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { ConfigurationError } from '../../errors.js';
import type { ServerSettings } from '../server-settings.js';

/** From where a server can be reached, and as what it is known there. */
export interface Reach {
  /** The address to listen on. */
  readonly address: string;
  /** Whether others than programs on this machine may come: by the listening address, or by what the settings say. */
  readonly outside: boolean;
  /** Which setting says so. */
  readonly because: string | undefined;
  /** Path of Streamable HTTP: `/mcp`. */
  readonly path: string;
  /** Path that a proxy may leave in front: `/sonarr`, or nothing. */
  readonly prefix: string;
  /** `https://home.example.org/sonarr`, without a slash at the end; undefined where PUBLIC_URL is not set. */
  readonly publicUrl: string | undefined;
  /** Whether the Host header is one of ours. */
  acceptsHost(header: string | undefined): boolean;
  /** Whether a web page of that origin may call; no Origin header is no web page. */
  acceptsOrigin(header: string | undefined): boolean;
  /** Whether that origin was named by the owner, so that its pages may also read the answers. */
  listsOrigin(header: string | undefined): boolean;
  /** The caller's address: the connection's, or what one of the owner's proxies says. */
  clientAddress(request: IncomingMessage): string;
}

const loopbackAddresses: Readonly<Record<string, string>> = {
  localhost: '127.0.0.1',
  '127.0.0.1': '127.0.0.1',
  '::1': '::1',
  '[::1]': '::1',
};
const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];
const everywhere = ['0.0.0.0', '::', '[::]'];

/**
 * Reads the settings that say from where a server can be reached.
 * @throws ConfigurationError for a path, host, origin or network that is none
 */
export function readReach(settings: ServerSettings): Reach {
  const { host, trustProxy = [], allowedHosts = [], allowedOrigins = [] } = settings;
  const loopback = loopbackAddresses[host.toLowerCase()];
  const published = settings.publicUrl === undefined ? undefined : new URL(settings.publicUrl);
  if (published !== undefined && (published.search !== '' || published.hash !== '' || published.username !== '')) {
    throw wrong('PUBLIC_URL', 'has more than a host and a path', 'https://home.example.org/sonarr');
  }
  const hosts = allowedHosts.map((name) => hostName(name));
  const origins = allowedOrigins.map((origin) => originOf(origin));
  const proxies = networks(trustProxy);
  const foreignHost = hosts.find((name) => !loopbackNames.includes(name));
  const because =
    loopback === undefined
      ? `MCP_HOST is ${host}`
      : published !== undefined
        ? 'PUBLIC_URL is set'
        : trustProxy.length > 0
          ? 'TRUST_PROXY is set'
          : foreignHost === undefined
            ? undefined
            : `MCP_ALLOWED_HOSTS names ${foreignHost}`;
  const bound = loopback === undefined && !everywhere.includes(host) ? [hostName(host)] : [];
  const ownHosts = new Set([...loopbackNames, ...bound, ...hosts, ...(published ? [published.hostname] : [])]);
  const ownOrigins = new Set([...origins, ...(published ? [published.origin] : [])]);
  const listed = new Set(origins);
  return {
    address: loopback ?? host.replace(/^\[(.*)\]$/, '$1'),
    outside: because !== undefined,
    because,
    path: pathOf(settings.path),
    prefix: published === undefined ? '' : published.pathname.replace(/\/+$/, ''),
    publicUrl: published === undefined ? undefined : `${published.origin}${published.pathname}`.replace(/\/+$/, ''),
    acceptsHost: (header) => {
      const name = hostOfHeader(header);
      return name !== undefined && ownHosts.has(name);
    },
    acceptsOrigin: (header) => {
      if (header === undefined) return true;
      if (ownOrigins.has(header)) return true;
      // A page on this machine may call a server that only this machine can reach.
      const page = URL.canParse(header) ? new URL(header) : undefined;
      return because === undefined && page?.origin === header && loopbackNames.includes(page.hostname);
    },
    listsOrigin: (header) => header !== undefined && listed.has(header),
    clientAddress: (request) => clientAddress(request, proxies),
  };
}

/** Walks back over the owner's own proxies; the first address that is none of them is the caller's. */
function clientAddress(request: IncomingMessage, proxies: BlockList): string {
  const isProxy = (address: string) =>
    isIP(address) !== 0 && proxies.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  let address = bare(request.socket.remoteAddress ?? 'unknown');
  const header = request.headers['x-forwarded-for'];
  const hops = (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',').map((hop) => bare(hop.trim()));
  for (const hop of hops.reverse()) {
    if (!isProxy(address) || isIP(hop) === 0) break;
    address = hop;
  }
  return address;
}

/** An IPv4 address that came over an IPv6 socket is written as what it is. */
function bare(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}

function networks(entries: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = '', bits] = entry.split('/');
    const family = isIP(address);
    const length = bits === undefined ? undefined : Number(bits);
    if (
      family === 0 ||
      (length !== undefined && !(Number.isInteger(length) && length >= 0 && length <= (family === 6 ? 128 : 32)))
    ) {
      throw wrong('TRUST_PROXY', `has '${entry.slice(0, 60)}', which is no address and no network`, '172.18.0.0/16');
    }
    const type = family === 6 ? 'ipv6' : 'ipv4';
    if (length === undefined) list.addAddress(address, type);
    else list.addSubnet(address, length, type);
  }
  return list;
}

function hostName(text: string): string {
  const url = URL.canParse(`http://${text}`) ? new URL(`http://${text}`) : undefined;
  if (url?.pathname !== '/' || text.includes('@') || text.includes('*')) {
    throw wrong('MCP_ALLOWED_HOSTS', `has '${text.slice(0, 60)}', which is no host name`, 'nas.lan,192.168.1.10');
  }
  return url.hostname;
}

function hostOfHeader(header: string | undefined): string | undefined {
  if (header === undefined || !/^[\w.\-:[\]]+$/.test(header)) return undefined;
  return URL.canParse(`http://${header}`) ? new URL(`http://${header}`).hostname : undefined;
}

function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.pathname !== '/' || url.search !== '' || !/^https?:$/.test(url.protocol)) {
    throw wrong(
      'MCP_ALLOWED_ORIGINS',
      `has '${text.slice(0, 60)}', which is no origin`,
      'https://inspector.example.org',
    );
  }
  return url.origin;
}

function pathOf(text: string): string {
  const path = `/${text.replace(/^\/+|\/+$/g, '')}`;
  if (!/^(\/[\w\-.~]+)+$/.test(path) || path.includes('..')) throw wrong('MCP_PATH', 'is no path', '/mcp');
  if (
    ['/health', '/info', '/sse', '/messages', '/oauth', '/.well-known'].some(
      (taken) => path === taken || path.startsWith(`${taken}/`),
    )
  ) {
    throw wrong('MCP_PATH', 'is a path that this server needs for something else', '/mcp');
  }
  return path;
}

function wrong(setting: string, problem: string, example: string): ConfigurationError {
  return new ConfigurationError(`${setting} ${problem}.`, { target: setting, hint: `Example: ${example}` });
}
