import type { Reply } from '../http/index.js';

/** A JSON answer. */
export function json(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Reply {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}

/** What the network in front of Trakt answers itself: a page for people, with nothing of the API in it. */
export function wall(status: number, title: string, headers: Readonly<Record<string, string>> = {}): Reply {
  return {
    status,
    headers: { 'Content-Type': 'text/html; charset=UTF-8', Server: 'cloudflare', ...headers },
    body: `<!doctype html><html><head><title>${title}</title></head><body>${title}</body></html>\n`,
  };
}
