import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import type { Client } from 'oidc-provider';
import * as z from 'zod';
import type { Logger } from '../../../logging/logger.js';
import type { AccessLevel } from '../../selection.js';
import { page, plain } from '../../transports/replies.js';
import { readBody } from '../../transports/request-body.js';
import type { ScopeNames } from '../jwt-verifier.js';
import { describeRedirect, formTargets } from './redirects.js';
import { messagePage, signInPage } from './sign-in-page.js';
import type { Throttle } from './throttle.js';

/** The only person who signs in here. */
export const ownerAccount = 'owner';

/** What the page needs to know. */
export interface InteractionOptions {
  readonly provider: Provider;
  readonly title: string;
  readonly scopes: ScopeNames;
  /** Path at which the page is reached from outside, without the id. */
  readonly publicPath: string;
  /** Whether an address is this server's own, not a sibling's. */
  readonly isOwn: (resource: string) => boolean;
  readonly readOnly: boolean;
  readonly isPassword: (presented: string) => boolean;
  readonly throttle: Throttle;
  readonly audit: Logger;
  readonly clientAddress: (request: IncomingMessage) => string;
}

/** The page on which the owner signs in and decides. */
export interface InteractionPage {
  /** Answers a request for the page of this id. */
  answer(request: IncomingMessage, response: ServerResponse, id: string): Promise<void>;
}

/** A form with a password in it is small. */
const maxFormBytes = 16 * 1024;

const paramsSchema = z.object({
  client_id: z.string(),
  redirect_uri: z.string(),
  scope: z.string().optional(),
  resource: z.union([z.string(), z.array(z.string())]),
});

/** What somebody asks for. */
interface Asked {
  readonly client: Client;
  readonly redirectUri: string;
  readonly resources: readonly string[];
  readonly offered: AccessLevel;
  readonly limit: string;
}

/** Makes the page. */
export function interactionPage(options: InteractionOptions): InteractionPage {
  const { provider, title, scopes, publicPath, throttle, audit } = options;

  /** The request that this browser, and no other, is here about. */
  const findAsked = async (request: IncomingMessage, response: ServerResponse, id: string) => {
    try {
      const { uid, params } = await provider.interactionDetails(request, response);
      if (uid !== id) return undefined;
      const { client_id: clientId, redirect_uri: redirectUri, scope, resource } = paramsSchema.parse(params);
      const client = await provider.Client.find(clientId);
      if (client === undefined) return undefined;
      const resources = Array.isArray(resource) ? resource : [resource];
      return { client, redirectUri, resources, ...offer(scope, resources, options) };
    } catch {
      return undefined;
    }
  };

  const show = (response: ServerResponse, id: string, asked: Asked, query: URLSearchParams) => {
    const html = signInPage({
      title,
      action: `${publicPath}/${id}`,
      ...introduce(asked.client),
      resources: asked.resources,
      redirect: describeRedirect(asked.redirectUri),
      offered: asked.offered,
      limit: asked.limit,
      chosen: asked.offered === 'write' && query.get('access') === 'write' ? 'write' : 'read',
      wrongPassword: query.get('problem') === 'password',
    });
    page(response, 200, html, formTargets(asked.redirectUri));
  };

  const finish = async (
    request: IncomingMessage,
    response: ServerResponse,
    asked: Asked,
    access: AccessLevel,
  ): Promise<void> => {
    const grant = new provider.Grant({ accountId: ownerAccount, clientId: asked.client.clientId });
    for (const resource of asked.resources) {
      grant.addResourceScope(resource, access === 'write' ? [scopes.read, scopes.write] : [scopes.read]);
    }
    const consent = { grantId: await grant.save() };
    const result = { login: { accountId: ownerAccount, remember: false }, consent };
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  };

  const decide = async (request: IncomingMessage, response: ServerResponse, id: string, asked: Asked) => {
    if (!/^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '')) {
      return plain(response, 415, 'Answer with the form of this page.');
    }
    const body = await readBody(request, maxFormBytes);
    if (body === undefined) return plain(response, 413, 'The form is too long.');
    const form = new URLSearchParams(body);
    const address = options.clientAddress(request);
    const about = { client: asked.client.clientId, address };
    if (form.get('decision') === 'deny') {
      audit.info('sign-in denied', about);
      const denial = { error: 'access_denied', error_description: 'The owner said no.' };
      return provider.interactionFinished(request, response, denial, { mergeWithLastSubmission: false });
    }
    const access = asked.offered === 'write' && form.get('access') === 'write' ? 'write' : 'read';
    const { waitSeconds, lockSeconds } = await throttle.begin(address);
    if (waitSeconds > 0) {
      audit.info('sign-in refused', { ...about, reason: 'locked', seconds: waitSeconds });
      return wait(response, waitSeconds);
    }
    if (!options.isPassword(form.get('password') ?? '')) {
      audit.info('sign-in failed', { ...about, ...(lockSeconds > 0 ? { lockedForSeconds: lockSeconds } : {}) });
      return again(response, `${publicPath}/${id}?problem=password&access=${access}`);
    }
    await throttle.succeeded(address);
    audit.info('signed in', { ...about, access });
    return finish(request, response, asked, access);
  };

  return {
    async answer(request, response, id) {
      const { method = 'GET' } = request;
      if (!['GET', 'HEAD', 'POST'].includes(method)) return plain(response, 405, 'Open this page in a browser.');
      const asked = await findAsked(request, response, id);
      if (asked === undefined) {
        const text =
          'It has expired, was answered already, or began in another browser. Go back to your assistant and connect again.';
        return page(response, 400, messagePage('This sign-in is not open', text));
      }
      if (method === 'POST') return decide(request, response, id, asked);
      show(response, id, asked, new URLSearchParams(request.url?.split('?', 2)[1] ?? ''));
    },
  };
}

/** What can be given: no more than was asked for, and than the server does. */
function offer(
  scope: string | undefined,
  resources: readonly string[],
  { scopes, readOnly, isOwn }: InteractionOptions,
): Pick<Asked, 'offered' | 'limit'> {
  if (scope?.split(' ').includes(scopes.write) === false) return { offered: 'read', limit: '' };
  if (readOnly && resources.every(isOwn))
    return { offered: 'read', limit: 'This server is read-only: nothing can be changed through it.' };
  return { offered: 'write', limit: '' };
}

function introduce(client: Client): { readonly client: string; readonly proof: string } {
  const { clientId, clientName = '' } = client;
  if (URL.canParse(clientId) && new URL(clientId).protocol === 'https:') {
    const { host } = new URL(clientId);
    return { client: clientName || host, proof: `It comes from ${host}, which vouches for its name.` };
  }
  if (client.clientIdIssuedAt === undefined) {
    return { client: clientName || clientId, proof: 'You set it up yourself, in the settings of this server.' };
  }
  return {
    client: clientName || 'An unnamed client',
    proof: 'It registered itself: its name is unproven. Look at where you are sent afterwards.',
  };
}

/** See other: a page that is reloaded must not send the password once more. */
function again(response: ServerResponse, location: string): void {
  response.writeHead(303, { location, 'cache-control': 'no-store', 'referrer-policy': 'same-origin' }).end();
}

function wait(response: ServerResponse, seconds: number): void {
  const minutes = Math.ceil(seconds / 60);
  const text = `The password was wrong too often. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`;
  response.setHeader('retry-after', String(seconds));
  page(response, 429, messagePage('Too many attempts', text));
}
