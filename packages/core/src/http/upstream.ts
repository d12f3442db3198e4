import { ConfigurationError } from '../errors.js';
import type { HttpClientOptions } from './http-client.js';

/** Where an upstream is and how it is spoken of, worked out once from the options. */
export interface Upstream {
  /** `Sonarr`. */
  readonly service: string;
  /** Scheme, host and port. Headers go nowhere else. */
  readonly origin: string;
  /** The sub-path without slash at its end: `` or `/sonarr`. */
  readonly basePath: string;
  /** The address without user info, for messages. */
  readonly shownUrl: string;
  /** Sent with every request; hold secrets. */
  readonly headers: Headers;
  /** What must never be shown: header values, the password in the address. */
  readonly secrets: readonly string[];
  readonly urlSetting: string;
  readonly credentialSetting: string;
  /** Where extra headers for a login proxy are set: `SONARR_HEADERS`. */
  readonly headersSetting: string;
}

/**
 * Reads the address and the fixed headers of a client.
 * @throws ConfigurationError when the address is none, or a header cannot be sent; neither is quoted
 */
export function readUpstream(options: HttpClientOptions): Upstream {
  const { service, urlSetting, credentialSetting } = options;
  const headersSetting = `${service.toUpperCase().replaceAll(/\W+/g, '_')}_HEADERS`;
  const url = readUrl(options.baseUrl, urlSetting);
  const basePath = url.pathname.replace(/\/+$/, '');
  const headers = new Headers({ 'User-Agent': options.userAgent, Accept: 'application/json' });
  const secrets: string[] = [];
  if (url.username !== '' || url.password !== '') {
    const password = decoded(url.password);
    const pair = `${decoded(url.username)}:${password}`;
    headers.set('Authorization', `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`);
    secrets.push(password, pair, url.password);
  }
  for (const [name, value] of Object.entries(options.headers ?? {})) {
    setHeader(headers, name, value, `${credentialSetting} and ${headersSetting}`);
    secrets.push(value);
  }
  return {
    service,
    origin: url.origin,
    basePath,
    shownUrl: `${url.origin}${basePath}`,
    headers,
    secrets,
    urlSetting,
    credentialSetting,
    headersSetting,
  };
}

function readUrl(text: string, urlSetting: string): URL {
  const wrong = (what: string) =>
    new ConfigurationError(`${urlSetting} ${what}.`, {
      target: urlSetting,
      hint: `For example: ${urlSetting}=http://192.168.1.20:8080 or ${urlSetting}=https://tv.example.org/path`,
    });
  const trimmed = text.trim();
  if (trimmed === '') throw wrong('is empty');
  if (!/^https?:\/\//i.test(trimmed)) throw wrong('has to begin with http:// or https://');
  if (!URL.canParse(trimmed)) throw wrong('is not an address');
  const url = new URL(trimmed);
  if (url.search !== '' || url.hash !== '') throw wrong('must be the address alone, without anything after ? or #');
  return url;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function setHeader(headers: Headers, name: string, value: string, settings: string): void {
  try {
    headers.set(name, value);
  } catch {
    // The platform's own error quotes the value.
    throw new ConfigurationError(
      'A header that is to be sent with every request has a name or value that cannot be sent.',
      {
        hint: `Check ${settings} for line breaks, quotes and other characters that were copied along.`,
      },
    );
  }
}
