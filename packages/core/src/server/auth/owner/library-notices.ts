import { stripVTControlCharacters } from 'node:util';
import type { Logger } from '../../../logging/logger.js';

const notice = /^oidc-provider (NOTICE|WARNING): (.*)$/s;

/** What is said better elsewhere: the first by our own warning; the second warns of a guard that ours stands in for. */
const saidElsewhere = ['Unsupported runtime', 'failed to setup SSRF protection'];

let receiver: Logger | undefined;

/**
 * Takes what the authorization library writes to the console, so that every line passes the redactor and none reaches stdout.
 * Lines of anybody else go where they went. Has to be called before the library is loaded, because loading it may write.
 * @param logger gets the lines, until another takes its place
 */
export function takeLibraryNotices(logger: Logger): void {
  if (receiver === undefined) {
    const target = globalThis.console;
    target.info = taking(target.info.bind(target));
    target.warn = taking(target.warn.bind(target));
  }
  receiver = logger;
}

function taking(write: (...parts: unknown[]) => void): (...parts: unknown[]) => void {
  return (...parts) => {
    const [, level, text = ''] =
      (typeof parts[0] === 'string' ? notice.exec(stripVTControlCharacters(parts[0])) : undefined) ?? [];
    if (level === undefined) return write(...parts);
    if (saidElsewhere.some((start) => text.startsWith(start))) return;
    if (level === 'WARNING') receiver?.warning(`oidc-provider: ${text}`);
    else receiver?.info(`oidc-provider: ${text}`);
  };
}
