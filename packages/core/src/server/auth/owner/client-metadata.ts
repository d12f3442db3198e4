import { errors, type ClientMetadata } from 'oidc-provider';
import { signingAlgorithm } from './keys.js';
import { placeOf, redirectProblem } from './redirects.js';

/** All that we ask of a client. The rest is neither kept nor looked at, least of all the addresses that a server would fetch. */
const kept = new Set([
  'client_id',
  'client_id_issued_at',
  'client_name',
  'client_secret',
  'client_secret_expires_at',
  'jwks',
  'jwks_uri',
  'redirect_uris',
  'token_endpoint_auth_method',
  'token_endpoint_auth_signing_alg',
]);

const most = { redirects: 20, nameLength: 200 };

/**
 * Brings what a client says of itself into the one shape that is served here, whether the owner set it up, it registered, or it has
 * a document of its own: codes with refresh tokens, sent to addresses that are fit for it.
 * @param ownersClient the client that the owner set up, which is sent to exactly the addresses that he named
 * @throws InvalidClientMetadata for an address to which nobody may be sent
 */
export function shapeClient(metadata: ClientMetadata, ownersClient: string | undefined): void {
  for (const name of Object.keys(metadata)) if (!kept.has(name)) Reflect.deleteProperty(metadata, name);
  const redirects = redirectsOf(metadata.redirect_uris);
  const places = redirects.map(placeOf);
  // To the library, a native client on loopback may be sent to any port, and only a native one may have a scheme of its own.
  const native =
    metadata.client_id === ownersClient ? places.includes('app') : places.some((place) => place !== 'site');
  const name: unknown = metadata.client_name;
  Object.assign(metadata, {
    application_type: native ? 'native' : 'web',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    id_token_signed_response_alg: signingAlgorithm,
    ...(typeof name === 'string' ? { client_name: name.slice(0, most.nameLength) } : {}),
  });
}

/** What is no list of texts is refused by the library itself. */
function redirectsOf(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  if (value.length > most.redirects) throw new errors.InvalidClientMetadata('redirect_uris has too many members');
  const addresses = value.filter((each) => typeof each === 'string');
  for (const address of addresses) {
    const problem = redirectProblem(address);
    if (problem !== undefined) {
      throw new errors.InvalidClientMetadata(`redirect_uris must not have an address that ${problem}`);
    }
  }
  return addresses;
}
