import { createRedactor } from '@watchstack/core';
import { shorten } from '@watchstack/core/server';
import { withoutSecrets } from '../../client/logs.js';

const redact = createRedactor();

const ipAddress =
  /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.]*\d)|(?<![\w:])(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}(?![\w:])|(?<![\w:])(?:[0-9a-f]{1,4}:){1,6}:(?:[0-9a-f]{1,4}:?){1,6}(?![\w:])/gi;

/**
 * What Sonarr quotes from indexers, download clients and exceptions, short and without secrets. Strangers' text all the same.
 * @param showPersonalData whether IP addresses may stay
 */
export function told(text: string, { showPersonalData }: { readonly showPersonalData: boolean }): string {
  const bare = withoutSecrets(redact(text));
  return shorten(showPersonalData ? bare : bare.replace(ipAddress, '[IP address]'), 300);
}

/** Whether a host is named by its IP address. */
export function isIpAddress(host: string): boolean {
  return /^(?:\d{1,3}\.){3}\d{1,3}$/.test(host) || host.includes(':');
}
