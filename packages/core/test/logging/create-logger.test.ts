import { afterEach, describe, expect, it, vi } from 'vitest';
import { createLogger, createRedactor, logLevels, silentLogger, type LoggerOptions } from '../../src/index.js';

/** 14:30:22 on the clock of whoever runs the test. */
const now = () => new Date(2025, 0, 15, 14, 30, 22);

function logged(
  use: (logger: ReturnType<typeof createLogger>) => void,
  options: Partial<LoggerOptions> = {},
): string[] {
  const lines: string[] = [];
  const logger = createLogger({
    level: 'DEBUG',
    format: 'text',
    name: 'sonarr',
    redact: (text) => text,
    write: (line) => lines.push(line),
    now,
    ...options,
  });
  use(logger);
  return lines;
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('text lines', () => {
  it('have time, level, name, message and fields', () => {
    const lines = logged((logger) => {
      logger.child('client').info('request', { method: 'GET', path: '/api/v3/series', status: 200, none: undefined });
    });
    expect(lines).toEqual([
      '2025-01-15 14:30:22 [INFO] sonarr.client: request method=GET path=/api/v3/series status=200\n',
    ]);
  });

  it('quote values that would be read as more than one', () => {
    const [line] = logged((logger) => {
      logger.warning('odd', { title: 'The "Wire" = good', empty: '', ok: true });
    });
    expect(line).toContain('odd title="The \\"Wire\\" = good" empty="" ok=true\n');
  });

  it('cannot be forged by line breaks or terminal codes', () => {
    const [line = ''] = logged((logger) => {
      logger.info('first\n2025-01-15 14:30:22 [INFO] x: second', { a: 'b\r\nc\u001b[31m\u2028d' });
    });
    expect(line.slice(0, -1)).not.toMatch(/[\p{Cc}\u2028]/u);
    expect(line).toContain('first\\n2025');
  });
});

describe('JSON lines', () => {
  it('have the same parts, and no field takes their place', () => {
    const [line = ''] = logged(
      (logger) => {
        logger.error('failed', { status: 500, level: 'none', time: 'never' });
      },
      { format: 'json' },
    );
    expect(JSON.parse(line)).toEqual({
      time: '2025-01-15 14:30:22',
      level: 'ERROR',
      name: 'sonarr',
      message: 'failed',
      status: 500,
    });
    expect(line.indexOf('\n')).toBe(line.length - 1);
  });
});

describe('levels', () => {
  it.each(logLevels.map((level, index) => [level, index] as const))('%s leaves out what is below', (level, index) => {
    const lines = logged(
      (logger) => {
        logger.debug('x');
        logger.info('x');
        logger.warning('x');
        logger.error('x');
        logger.critical('x');
      },
      { level },
    );
    expect(lines.map((line) => /\[(\w+)\]/.exec(line)?.[1])).toEqual(logLevels.slice(index));
  });
});

describe('secrets', () => {
  it.each(['text', 'json'] as const)('are in no part of a %s line', (format) => {
    const redact = createRedactor(['canary "1"', '20250115']);
    const lines = logged(
      (logger) => {
        logger.info('got canary "1"', { url: 'http://nas/?apikey=canary', note: 'canary "1"', number: 20250115 });
        logger.info('named', { token: 'canary', password: 'canary', apiKey: 'canary' });
      },
      { format, redact },
    );
    expect(lines.join('')).not.toMatch(/canary|20250115/);
    expect(lines.join('').match(/\[redacted\]/g)).toHaveLength(7);
  });
});

it('writes to stderr unless told, never to stdout', () => {
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  createLogger({ level: 'INFO', format: 'text', name: 'plex', redact: (text) => text, now }).info('hello');
  expect(stderr.mock.calls).toEqual([['2025-01-15 14:30:22 [INFO] plex: hello\n']]);
  expect(stdout).not.toHaveBeenCalled();
});

it('the silent logger writes nothing', () => {
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  silentLogger.child('x').critical('nobody hears');
  expect(stderr).not.toHaveBeenCalled();
});
