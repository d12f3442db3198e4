import type { ServerResponse } from 'node:http';

/** Answers with a line of text. */
export function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' });
  response.end(`${text}\n`);
}

/** Answers with a JSON document that nobody keeps. */
export function json(
  response: ServerResponse,
  status: number,
  document: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...headers,
  });
  response.end(JSON.stringify(document));
}

/**
 * What every page is sent with: it runs no script, is framed by nobody, and loads nothing from elsewhere.
 * @param formAction where its forms may lead
 */
export function pageHeaders(formAction = "'none'"): Record<string, string> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; form-action ${formAction}; base-uri 'none'; frame-ancestors 'none'`,
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    // With no-referrer a browser sends our own forms with the origin null, which is nobody's.
    'referrer-policy': 'same-origin',
  };
}

/** Answers with a page, see {@link pageHeaders}. */
export function page(response: ServerResponse, status: number, html: string, formAction?: string): void {
  response.writeHead(status, pageHeaders(formAction));
  response.end(html);
}

/** Text as it may stand between tags and in quoted attributes. */
export function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
