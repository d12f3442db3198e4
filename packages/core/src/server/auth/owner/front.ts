import type { IncomingMessage } from 'node:http';
import type Provider from 'oidc-provider';
import type { Reach } from '../../transports/reach.js';
import { pageHeaders, plain } from '../../transports/replies.js';
import type { PublicRoute } from '../gate.js';
import type { ScopeNames } from '../jwt-verifier.js';
import type { InteractionPage } from './interaction.js';
import { paths } from './provider.js';
import { perMinute } from './rate.js';

const metadataPaths = ['/.well-known/oauth-authorization-server', '/.well-known/openid-configuration'];
const endpoints = new Set<string>([paths.authorize, paths.token, paths.register, paths.revoke, paths.keys]);
const resumption = new RegExp(`^${paths.authorize}/[\\w-]+$`);
const interaction = new RegExp(`^${paths.interaction}/([\\w-]+)$`);

/**
 * What of an authorization request is heard. The rest belongs to OpenID, which the library would hold against a client that asks for
 * a little of it out of habit; of ways to answer there is one.
 */
const heard = new Set([
  'client_id',
  'code_challenge',
  'code_challenge_method',
  'prompt',
  'redirect_uri',
  'registration',
  'request',
  'request_uri',
  'resource',
  'response_type',
  'scope',
  'state',
]);

/** Each request for access is kept for ten minutes, whoever sends it. */
const requestRate = { each: 30, all: 200 };

/** What the front needs to know. */
export interface FrontOptions {
  readonly provider: Provider;
  readonly page: InteractionPage;
  readonly reach: Reach;
  readonly publicUrl: URL;
  readonly scopes: ScopeNames;
}

/** Hands requests to the authorization server as they look from outside, and nothing else. */
export function front({ provider, page, reach, publicUrl, scopes }: FrontOptions): PublicRoute {
  const handle = provider.callback();
  const mayAsk = perMinute(requestRate);
  const aliases = new Map(
    metadataPaths.flatMap((path) =>
      ['', reach.prefix, reach.path, `${reach.prefix}${reach.path}`].map((suffix) => [`${path}${suffix}`, path]),
    ),
  );

  /** What a stranger's headers say of where we are must not end in a link or a cookie. */
  const placed = (request: IncomingMessage, url: string): IncomingMessage => {
    request.headers['x-forwarded-for'] = reach.clientAddress(request);
    request.headers['x-forwarded-host'] = publicUrl.host;
    request.headers['x-forwarded-proto'] = publicUrl.protocol.slice(0, -1);
    return Object.assign(request, { url, originalUrl: `${reach.prefix}${url}` });
  };

  return async (request, response, path) => {
    const [, id] = interaction.exec(path) ?? [];
    const target = aliases.get(path) ?? (endpoints.has(path) || resumption.test(path) ? path : undefined);
    if (id === undefined && target === undefined) return false;
    // Whatever is answered, an error of the library included, is framed by nobody and loads nothing.
    for (const [name, value] of Object.entries(pageHeaders())) response.setHeader(name, value);
    response.removeHeader('content-type');
    if (target === paths.authorize && !mayAsk(reach.clientAddress(request))) {
      response.setHeader('retry-after', '60');
      plain(response, 429, 'Too many sign-ins are begun here. Try again in a minute.');
      return true;
    }
    const asked = new URLSearchParams(request.url?.split('?', 2)[1] ?? '');
    const query = (target === paths.authorize ? oauthOnly(asked, scopes) : asked).toString();
    const seen = placed(request, `${target ?? path}${query === '' ? '' : `?${query}`}`);
    if (id === undefined) await handle(seen, response);
    else await page.answer(seen, response, id);
    return true;
  };
}

function oauthOnly(query: URLSearchParams, { read, write }: ScopeNames): URLSearchParams {
  const kept = new URLSearchParams([...query].filter(([name]) => heard.has(name)));
  const named = kept.getAll('scope');
  // The library refuses what is given twice.
  if (named.length > 1) return kept;
  const known = (named[0] ?? '').split(' ').filter((each) => each === read || each === write);
  // Who changes things has to read them; and who asks for nothing that we know takes what the owner gives.
  kept.set('scope', known.length > 0 && !known.includes(write) ? read : `${read} ${write}`);
  return kept;
}
