import { createHash, timingSafeEqual } from 'node:crypto';
import type { ClientMetadata } from 'oidc-provider';
import { ConfigurationError } from '../../../errors.js';
import type { Logger } from '../../../logging/logger.js';
import type { ServerSettings } from '../../server-settings.js';
import { secretProblem } from '../bearer-tokens.js';
import { redirectProblem } from './redirects.js';

const shortest = { password: 12, clientSecret: 32 };

/**
 * Makes the check of the owner's password. It takes the same time for any, and composed and decomposed letters are the same.
 * @throws ConfigurationError for a password that is short or a placeholder
 */
export function passwordCheck(password: string): (presented: string) => boolean {
  const problem = secretProblem(password, shortest.password);
  if (problem !== undefined) {
    throw new ConfigurationError(`OAUTH_AUTH_PASSWORD ${problem}.`, {
      target: 'OAUTH_AUTH_PASSWORD',
      hint: 'Take a sentence that only you know, or make one with: openssl rand -base64 18',
    });
  }
  const expected = digest(password);
  return (presented) => timingSafeEqual(digest(presented), expected);
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text.normalize('NFC')).digest();
}

/**
 * The client that the owner set up by hand, if any.
 * @throws ConfigurationError for half a client, a secret that protects nothing, or a redirect address to which no code may be sent
 */
export function ownersClient(settings: ServerSettings, logger: Logger): ClientMetadata | undefined {
  const { ownerClientId: id, ownerClientSecret: secret, ownerRedirectUris: redirects = [] } = settings;
  if (id === undefined && secret === undefined) return undefined;
  if (id === undefined || secret === undefined) {
    const missing = id === undefined ? 'OAUTH_CLIENT_ID' : 'OAUTH_CLIENT_SECRET';
    throw new ConfigurationError(`${missing} is not set, and a client needs both a name and a secret.`, {
      target: missing,
      hint: 'Set both, or neither: most MCP clients register themselves.',
    });
  }
  const problem = secretProblem(secret, shortest.clientSecret);
  if (problem !== undefined) {
    throw new ConfigurationError(`OAUTH_CLIENT_SECRET ${problem}.`, {
      target: 'OAUTH_CLIENT_SECRET',
      hint: 'Make one with: openssl rand -hex 32',
    });
  }
  for (const redirect of redirects) {
    const wrong = redirectProblem(redirect);
    if (wrong === undefined) continue;
    throw new ConfigurationError(`OAUTH_REDIRECT_URIS has an address that ${wrong}.`, {
      target: 'OAUTH_REDIRECT_URIS',
      hint: 'Example: https://claude.ai/api/mcp/auth_callback',
    });
  }
  if (redirects.length === 0) {
    logger.warning(
      'the client of OAUTH_CLIENT_ID is off: add a line OAUTH_REDIRECT_URIS=https://… with the exact address to which it is sent back, as its own settings show it',
    );
    return undefined;
  }
  return {
    client_id: id,
    client_secret: secret,
    redirect_uris: [...redirects],
    token_endpoint_auth_method: 'client_secret_basic',
  };
}

/**
 * What tokens may be made for: this server, and the siblings that its owner names.
 * @param own this server's own address
 * @returns finds the canonical form of an address among them, undefined for one of somebody else
 * @throws ConfigurationError for a sibling's address that is none
 */
export function knownResources(
  own: string,
  { ownerResources = [] }: ServerSettings,
): (resource: string) => string | undefined {
  for (const address of ownerResources) {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (url !== undefined && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '') continue;
    throw new ConfigurationError('OAUTH_RESOURCES has something that is no address of a server.', {
      target: 'OAUTH_RESOURCES',
      hint: 'Give the full addresses with their path, separated by commas: https://home.example.org/plex/mcp',
    });
  }
  const known = new Map([own, ...ownerResources].map((address) => [canonical(address), address]));
  return (resource) => (URL.canParse(resource) ? known.get(canonical(resource)) : undefined);
}

/** Clients write an address with and without a slash at the end. */
function canonical(address: string): string {
  return new URL(address).href.replace(/\/+$/, '');
}
