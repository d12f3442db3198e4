import { createRedactor } from '@watchstack/core';
import { shorten } from '@watchstack/core/server';
import { withoutSecrets } from '../../client/logs.js';
import { withoutPersonalData } from './personal-data.js';

const redact = createRedactor();

/**
 * What Sonarr quotes from indexers, download clients and exceptions, short and without secrets. Strangers' text all the same.
 * @param showPersonalData whether addresses of machines and people may stay
 */
export function told(text: string, { showPersonalData }: { readonly showPersonalData: boolean }): string {
  const bare = withoutSecrets(redact(text));
  return shorten(showPersonalData ? bare : withoutPersonalData(bare), 300);
}

/** Whether a host is named by its IP address. */
export function isIpAddress(host: string): boolean {
  return /^(?:\d{1,3}\.){3}\d{1,3}$/.test(host) || host.includes(':');
}
