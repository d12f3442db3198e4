import { createLocalJWKSet, decodeJwt } from 'jose';
import type Provider from 'oidc-provider';
import type { Logger } from '../../../logging/logger.js';
import type { Runtime } from '../../runtime.js';
import type { Reach } from '../../transports/reach.js';
import type { SignIn } from '../external-sign-in.js';
import type { Verifier } from '../gate.js';
import { jwtVerifier } from '../jwt-verifier.js';
import { protectedResource, publicAddress } from '../protected-resource.js';
import { takeLibraryNotices } from './library-notices.js';
import { ensureUrlParse } from './url-parse.js';

const recommendedNode = 22;

/**
 * Opens the sign-in of this server itself: an authorization server for its one owner.
 * @param password the owner's
 * @throws ConfigurationError for a secret that protects nothing, or without an address to bind tokens to
 */
export async function openOwnerSignIn<Client>(
  runtime: Runtime<Client>,
  reach: Reach,
  password: string,
): Promise<SignIn> {
  const { settings, logger } = runtime;
  const issuer = publicAddress(reach);
  if (Number(process.versions.node.split('.', 1)[0]) < recommendedNode) {
    logger.warning(
      `the sign-in of this server is made for Node ${recommendedNode} and newer, which the container images run; it was tested on this one as well`,
    );
  }
  takeLibraryNotices(logger.child('sign-in'));
  ensureUrlParse();
  const [{ createProvider, paths, signInClaim }, { interactionPage }, { front }] = await Promise.all([
    import('./provider.js'),
    import('./interaction.js'),
    import('./front.js'),
  ]);
  const { ownerKeys, ownerSecret } = await import('./keys.js');
  const { knownResources, ownersClient, passwordCheck } = await import('./owner-settings.js');
  const { registrations } = await import('./registrations.js');
  const { oidcStore } = await import('./store-adapter.js');
  const { signInThrottle } = await import('./throttle.js');

  const isPassword = passwordCheck(password);
  const client = ownersClient(settings, logger);
  const scopes = { read: settings.oauthReadScope, write: settings.oauthWriteScope };
  const { resource, route, challenge } = protectedResource(reach, issuer, scopes, runtime.title);
  const findResource = knownResources(resource, settings);
  const files = await runtime.state();
  const now = () => runtime.clock.now().getTime();
  const keys = await ownerKeys(await ownerSecret(settings.ownerSecret, files), issuer);
  const store = oidcStore(files, now);
  const audit = logger.child('audit');
  const provider = createProvider({
    issuer,
    prefix: reach.prefix,
    name: runtime.name,
    keys,
    store,
    registrations: registrations(files, now),
    client,
    resource,
    findResource,
    scopes,
    tokenMinutes: settings.ownerTokenMinutes,
    clients: { register: settings.ownerRegistration, documents: settings.ownerClientDocuments },
  });
  watch(provider, logger, audit);
  const page = interactionPage({
    provider,
    title: runtime.title,
    scopes,
    publicPath: `${reach.prefix}${paths.interaction}`,
    isOwn: (address) => findResource(address) === resource,
    readOnly: settings.readOnly,
    isPassword,
    throttle: signInThrottle(files, now),
    audit,
    clientAddress: (request) => reach.clientAddress(request),
  });
  const tokens = jwtVerifier({
    issuer,
    audience: [resource],
    keys: createLocalJWKSet({ keys: [keys.verifying] }),
    scopes,
    // The library makes tokens by the machine's clock.
    now: () => new Date(),
    onTrouble: (error) => {
      logger.error('a token could not be checked', { message: error instanceof Error ? error.message : 'unknown' });
    },
  });
  const verifier: Verifier = {
    async verify(token) {
      const admission = await tokens.verify(token);
      if (admission === undefined || 'refusal' in admission) return admission;
      const signIn = decodeJwt(token)[signInClaim];
      if (typeof signIn === 'string' && (await store.isAlive(signIn))) return admission;
      return { refusal: { status: 401, error: 'invalid_token', description: 'The sign-in was revoked.' } };
    },
  };
  return {
    verifier,
    routes: [route, front({ provider, page, reach, publicUrl: new URL(issuer), scopes })],
    challenge,
  };
}

/** Tells the log what the library does, refuses and fails at. */
function watch(provider: Provider, logger: Logger, audit: Logger): void {
  provider.on('server_error', (_ctx, error) => {
    logger.error('sign-in', { message: error.message });
  });
  // Left to itself the library under the library writes to the console.
  provider.onerror = (error) => {
    logger.error('sign-in', { message: error.message });
  };
  provider.on('grant.error', ({ oidc, ip }, { error, error_detail: reason }) => {
    const { grant_type: grant } = oidc.params ?? {};
    audit.info('tokens refused', {
      client: oidc.client?.clientId,
      grant: typeof grant === 'string' ? grant : undefined,
      reason: reason ?? error,
      address: ip,
    });
  });
  provider.on('authorization.error', ({ oidc, ip }, { error, error_detail: detail, error_description: text }) => {
    audit.info('sign-in refused', { client: oidc.client?.clientId, reason: detail ?? text ?? error, address: ip });
  });
  provider.on('grant.revoked', ({ oidc, ip }) => {
    audit.info('sign-in revoked', { client: oidc.client?.clientId, address: ip });
  });
  provider.on('registration_create.success', ({ ip }, client) => {
    audit.info('client registered', { client: client.clientId, name: client.clientName, address: ip });
  });
  provider.on('registration_create.error', ({ ip }, { error, error_description: reason }) => {
    audit.info('client refused', { reason: reason ?? error, address: ip });
  });
}
