import Provider, {
  errors,
  interactionPolicy,
  type ClientMetadata,
  type Configuration,
  type KoaContextWithOIDC,
} from 'oidc-provider';
import { pageHeaders } from '../../transports/replies.js';
import type { ScopeNames } from '../jwt-verifier.js';
import { shapeClient } from './client-metadata.js';
import { ownerAccount } from './interaction.js';
import { signingAlgorithm, type OwnerKeys } from './keys.js';
import { fetchPublicDocument, maxDocumentBytes } from './public-fetch.js';
import { perMinute } from './rate.js';
import { isClientSecret, type Registrations } from './registrations.js';
import { messagePage } from './sign-in-page.js';
import type { OidcStore } from './store-adapter.js';

/** What the authorization server is made of. */
export interface ProviderOptions {
  readonly issuer: string;
  /** Path that a proxy leaves in front. */
  readonly prefix: string;
  /** Begins the names of cookies, which all ports of a host share. */
  readonly name: string;
  readonly keys: OwnerKeys;
  readonly store: OidcStore;
  readonly registrations: Registrations;
  /** The client that the owner set up. */
  readonly client: ClientMetadata | undefined;
  /** This server's own address. */
  readonly resource: string;
  /** See `knownResources`. */
  readonly findResource: (resource: string) => string | undefined;
  readonly scopes: ScopeNames;
  readonly tokenMinutes: number;
  /** Whether clients may register themselves, and by a document of their own. */
  readonly clients: { readonly register: boolean; readonly documents: boolean };
}

/** Where the parts are served; the page in between is ours. */
export const paths = {
  authorize: '/oauth/authorize',
  token: '/oauth/token',
  register: '/oauth/register',
  revoke: '/oauth/revoke',
  keys: '/oauth/jwks',
  interaction: '/oauth/interaction',
} as const;

const day = 24 * 60 * 60;

/** In seconds. A refresh token slides, but a sign-in ends. */
const lifetimes = { code: 60, interaction: 600, refreshToken: 30 * day, signIn: 90 * day };

/** Documents of clients that are fetched in a minute, for strangers may name them. */
const documentRate = { each: 20, all: 20 };

/** The claim by which a token names its sign-in, so that it ends with it. */
export const signInClaim = 'sign_in';

/** Makes the authorization server: codes with PKCE for one owner, who is asked each time. */
export function createProvider(options: ProviderOptions): Provider {
  const provider = new Provider(options.issuer, configurationOf(options));
  // What stands between us and the outside is told by `PUBLIC_URL`, and set on each request that is handed over.
  provider.proxy = true;
  provider.Client.prototype.compareClientSecret = function compare(presented) {
    return isClientSecret(presented, this.clientSecret ?? '');
  };
  provider.use(async (ctx, next) => {
    await next();
    const { oidc } = ctx as Partial<KoaContextWithOIDC>;
    if (oidc?.route === 'discovery' && ctx.status === 200) ctx.body = metadata(ctx.body as object, options);
    if (oidc?.route === 'token' && ctx.status === 200 && oidc.client !== undefined) {
      await options.registrations.keep(oidc.client.clientId);
    }
  });
  return provider;
}

/** The library knows OpenID's scopes; those of what is protected here are ours to tell. */
function metadata(document: object, { scopes }: ProviderOptions): object {
  const { claims_supported: _claims, ...rest } = document as Record<string, unknown>;
  return { ...rest, scopes_supported: [scopes.read, scopes.write], response_modes_supported: ['query'] };
}

function configurationOf(options: ProviderOptions): Configuration {
  const { prefix, name, keys, store, registrations, client, scopes } = options;
  return {
    adapter: (model) => (model === 'Client' ? registrations.adapter : store.adapter(model)),
    jwks: { keys: [keys.signing] },
    clients: client === undefined ? [] : [client],
    clientDefaults: { id_token_signed_response_alg: signingAlgorithm },
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none', 'private_key_jwt'],
    extraClientMetadata: {
      properties: ['redirect_uris'],
      validator: (_ctx, _name, _value, shape) => shapeClient(shape, client?.client_id),
    },
    cookies: {
      keys: [keys.cookies],
      names: { session: `${name}-session`, interaction: `${name}-sign-in`, resume: `${name}-resume` },
      long: { httpOnly: true, sameSite: 'lax', path: `${prefix}/oauth` },
      short: { httpOnly: true, sameSite: 'lax' },
    },
    routes: {
      authorization: paths.authorize,
      token: paths.token,
      registration: paths.register,
      revocation: paths.revoke,
      jwks: paths.keys,
    },
    interactions: {
      policy: askAlways(),
      url: (_ctx, { uid }) => `${prefix}${paths.interaction}/${uid}`,
    },
    // Nothing that was allowed before, only what the person has allowed just now.
    loadExistingGrant: (ctx) => {
      const grantId = ctx.oidc.result?.consent?.grantId;
      return grantId === undefined ? undefined : ctx.oidc.provider.Grant.find(grantId);
    },
    findAccount: (_ctx, accountId) =>
      accountId === ownerAccount ? { accountId, claims: () => ({ sub: accountId }) } : undefined,
    scopes: [],
    responseTypes: ['code'],
    pkce: { required: () => true },
    allowOmittingSingleRegisteredRedirectUri: false,
    clientBasedCORS: () => false,
    issueRefreshToken: () => true,
    rotateRefreshToken: true,
    expiresWithSession: () => false,
    extraTokenClaims: (_ctx, token) =>
      'grantId' in token && typeof token.grantId === 'string' ? { [signInClaim]: token.grantId } : undefined,
    ttl: {
      AccessToken: (_ctx, token) => token.resourceServer?.accessTokenTTL ?? options.tokenMinutes * 60,
      AuthorizationCode: lifetimes.code,
      Grant: lifetimes.signIn,
      Interaction: lifetimes.interaction,
      RefreshToken: (_ctx, token) =>
        Math.max(1, Math.min(lifetimes.refreshToken, lifetimes.signIn - token.totalLifetime())),
      Session: lifetimes.interaction,
    },
    fetch: (url) => fetchPublicDocument(new URL(url)),
    fetchResponseBodyLimits: { 'client_id metadata document': maxDocumentBytes, jwks_uri: maxDocumentBytes },
    features: featuresOf(options, `${scopes.read} ${scopes.write}`),
    renderError(ctx, { error, error_description: description }) {
      ctx.set(pageHeaders());
      ctx.body = messagePage('This sign-in cannot go on', `${description ?? error} (${error})`);
    },
  };
}

function featuresOf(
  { clients, resource, findResource, tokenMinutes }: ProviderOptions,
  scope: string,
): Configuration['features'] {
  const mayFetch = perMinute(documentRate);
  return {
    devInteractions: { enabled: false },
    dPoP: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    userinfo: { enabled: false },
    registration: { enabled: clients.register, initialAccessToken: false, issueRegistrationAccessToken: false },
    clientIdMetadataDocument: { enabled: clients.documents, ack: 'draft-02', allowFetch: (ctx) => mayFetch(ctx.ip) },
    revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
    resourceIndicators: {
      enabled: true,
      defaultResource: (_ctx, _client, oneOf) =>
        oneOf === undefined ? resource : (oneOf.find((each) => findResource(each) === resource) ?? [...oneOf]),
      getResourceServerInfo(_ctx, indicator) {
        const audience = findResource(indicator);
        if (audience === undefined) throw new errors.InvalidTarget('tokens for that address are not made here');
        return {
          scope,
          audience,
          accessTokenFormat: 'jwt',
          accessTokenTTL: tokenMinutes * 60,
          jwt: { sign: { alg: signingAlgorithm } },
        };
      },
    },
  };
}

/** The owner signs in and decides for every request, whatever they did before in this browser. */
function askAlways(): interactionPolicy.Prompt[] {
  const { Prompt, Check } = interactionPolicy;
  const prompt = (name: 'login' | 'consent', description: string) =>
    new Prompt(
      { name, requestable: true },
      new Check('owner', description, (ctx) => ctx.oidc.result?.[name] === undefined),
    );
  return [prompt('login', 'the owner has to sign in'), prompt('consent', 'the owner has to decide')];
}
