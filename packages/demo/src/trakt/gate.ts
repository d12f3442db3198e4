import type { Call, Reply, Route } from '../http/index.js';
import { wall } from './replies.js';

/** What the gate lets through. */
export interface Keys {
  readonly clientId: string;
  readonly accessToken: string;
}

const secondMs = 1000;

/**
 * What every request to Trakt has to pass before its route sees it: the wall that wants a name, JSON, the app, the token,
 * and one write a second.
 * @param writeLimit whether writes are held to one a second
 * @param personal whether a route belongs to an account
 */
export function createGate(keys: Keys, writeLimit: boolean, personal: (route: Route) => boolean) {
  let lastWrite = -Infinity;
  return (call: Call, route: Route | undefined): Reply | undefined => {
    if ((call.headers['user-agent'] ?? '') === '') return wall(403, 'Sorry, you have been blocked');
    if (!(call.headers['content-type'] ?? '').startsWith('application/json')) return { status: 412 };
    if (call.headers['trakt-api-key'] !== keys.clientId || call.headers['trakt-api-version'] !== '2')
      return { status: 403 };
    const authorization = call.headers['authorization'];
    if (authorization !== undefined && authorization !== `Bearer ${keys.accessToken}`) return { status: 401 };
    if (route === undefined) return undefined;
    if (personal(route) && authorization === undefined) return { status: 401 };
    if (route.method === 'GET' || !writeLimit) return undefined;
    const now = Date.now();
    if (now - lastWrite < secondMs) return tooFast(lastWrite + secondMs);
    lastWrite = now;
    return undefined;
  };
}

function tooFast(until: number): Reply {
  return {
    status: 429,
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Retry-After': '1',
      'X-Ratelimit': JSON.stringify({
        name: 'AUTHED_API_POST_LIMIT',
        period: 1,
        limit: 1,
        remaining: 0,
        until: new Date(until).toISOString(),
      }),
    },
    body: '{}',
  };
}
