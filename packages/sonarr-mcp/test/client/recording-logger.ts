import { afterEach } from 'vitest';
import type { LogFields, Logger } from '../../src/index.js';

/** What was logged during the test. */
const lines: string[] = [];

afterEach(() => {
  lines.length = 0;
});

/** A logger whose lines count as visible. */
export function recordingLogger(): Logger {
  const write = (message: string, fields?: LogFields) => {
    lines.push(`${message} ${JSON.stringify(fields)}`);
  };
  return {
    debug: write,
    info: write,
    warning: write,
    error: write,
    critical: write,
    child: recordingLogger,
  };
}

/** All that a person, a model or a log could see of an error, its causes included. */
export function visible(error: unknown): string {
  const parts: string[] = [...lines];
  for (let each = error; each instanceof Error; each = each.cause) {
    parts.push(each.message, JSON.stringify(each));
  }
  return parts.join('\n');
}
