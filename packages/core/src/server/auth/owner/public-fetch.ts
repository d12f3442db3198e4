import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { request as httpsRequest } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Documents of clients are a few kilobytes. */
export const maxDocumentBytes = 64 * 1024;

const timeoutMs = 5000;

/** What is not on the public internet: this machine, its neighbours, and networks that are set aside. */
const special = new BlockList();
for (const network of '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4'.split(
  ' ',
)) {
  addTo(special, network, 'ipv4');
}
for (const network of '2001::/23 2001:db8::/32 2002::/16 3fff::/20'.split(' ')) addTo(special, network, 'ipv6');
/** All public IPv6 addresses are in here. */
const globalUnicast = new BlockList();
addTo(globalUnicast, '2000::/3', 'ipv6');

function addTo(list: BlockList, network: string, family: 'ipv4' | 'ipv6'): void {
  const [address = '', bits = ''] = network.split('/');
  list.addSubnet(address, Number(bits), family);
}

/** Whether an address is one of the public internet. */
export function isPublic(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !special.check(address, 'ipv4');
    case 6:
      return globalUnicast.check(address, 'ipv6') && !special.check(address, 'ipv6');
    default:
      return false;
  }
}

/** What a test replaces, because it cannot be on the public internet. */
export interface FetchParts {
  /** Finds the addresses of a name. */
  readonly resolve?: typeof systemLookup;
  readonly mayReach?: (address: string) => boolean;
  readonly request?: typeof httpsRequest;
}

/**
 * Gets a document from an address that a stranger gave: https only, no redirects, nothing but the public internet, bounded in size
 * and time. The address that is looked at is the very one that is connected to, so that a name cannot change its meaning in between.
 * @throws Error for everything else
 */
export async function fetchPublicDocument(
  url: URL,
  { resolve = systemLookup, mayReach = isPublic, request = httpsRequest }: FetchParts = {},
): Promise<Response> {
  if (url.protocol !== 'https:') throw new Error('only https addresses are fetched');
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(host) !== 0 && !mayReach(host)) throw new Error('the address is not on the public internet');
  const lookup: LookupFunction = (name, options, callback) => {
    resolve(name, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error !== null) return callback(error, '');
      const [first] = addresses;
      if (first === undefined) return callback(new Error('the name has no address'), '');
      if (!addresses.every(({ address }) => mayReach(address))) {
        return callback(new Error('the name leads to an address that is not on the public internet'), '');
      }
      if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
  return new Promise((settle, reject) => {
    const sent = request(
      url,
      { lookup, agent: false, signal: AbortSignal.timeout(timeoutMs), headers: { accept: 'application/json' } },
      (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > maxDocumentBytes) response.destroy(new Error('the document is too long'));
          chunks.push(chunk);
        });
        response.on('error', reject);
        response.on('end', () => {
          const { statusCode: status = 0, headers } = response;
          if (status !== 200) return reject(new Error(`it answers ${status}`));
          const kept = ['cache-control', 'expires'].flatMap((name): [string, string][] => {
            const value = headers[name];
            return typeof value === 'string' ? [[name, value]] : [];
          });
          settle(new Response(Buffer.concat(chunks), { status, headers: kept }));
        });
      },
    );
    sent.on('error', reject);
    sent.end();
  });
}
