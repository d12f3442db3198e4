import { logLevels, type LogFields, type Logger, type LogLevel } from './logger.js';
import { isSecretName } from './redactor.js';

/** What makes a logger. */
export interface LoggerOptions {
  /** Lines below it are not written. */
  readonly level: LogLevel;
  /** `text`: one readable line; `json`: one object a line with the same parts. */
  readonly format: 'text' | 'json';
  /** Stands before the message: `sonarr`. */
  readonly name: string;
  /** Every text passes it; see `createRedactor`. */
  readonly redact: (text: string) => string;
  /** Takes a finished line with its line break; stderr unless told. Never stdout, which belongs to the protocol. */
  readonly write?: (line: string) => void;
  readonly now?: () => Date;
}

/**
 * Makes a logger whose lines read `2025-01-15 14:30:22 [INFO] sonarr.client: message key=value`, in local time. Line breaks and
 * other control characters are escaped, so that no value can forge a line.
 */
export function createLogger(options: LoggerOptions): Logger {
  const { level, format, name, redact, write = toStderr, now = () => new Date() } = options;
  const lowest = logLevels.indexOf(level);
  const log = (at: LogLevel) => {
    if (logLevels.indexOf(at) < lowest) return () => undefined;
    return (message: string, fields: LogFields = {}) => {
      const line = { time: localTime(now()), level: at, name, message: redact(message), fields: clean(fields, redact) };
      write(`${format === 'json' ? jsonLine(line) : textLine(line)}\n`);
    };
  };
  return {
    debug: log('DEBUG'),
    info: log('INFO'),
    warning: log('WARNING'),
    error: log('ERROR'),
    critical: log('CRITICAL'),
    child: (part) => createLogger({ ...options, name: `${name}.${part}` }),
  };
}

/** Writes nothing. For libraries whose user gave no logger. */
export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warning: () => undefined,
  error: () => undefined,
  critical: () => undefined,
  child: () => silentLogger,
};

interface Line {
  readonly time: string;
  readonly level: LogLevel;
  readonly name: string;
  readonly message: string;
  readonly fields: readonly (readonly [string, string | number | boolean])[];
}

function toStderr(line: string): void {
  process.stderr.write(line);
}

function clean(fields: LogFields, redact: (text: string) => string): Line['fields'] {
  return Object.entries(fields).flatMap(([key, value]) => {
    if (value === undefined) return [];
    if (isSecretName(key)) return [[key, '[redacted]'] as const];
    const text = String(value);
    const safe = redact(text);
    return [[key, safe === text ? value : safe] as const];
  });
}

function textLine({ time, level, name, message, fields }: Line): string {
  const pairs = fields.map(([key, value]) => ` ${escapeControls(key)}=${textValue(value)}`);
  return `${time} [${level}] ${name}: ${escapeControls(message)}${pairs.join('')}`;
}

function textValue(value: string | number | boolean): string {
  const text = String(value);
  return text !== '' && !/[\s"=]/.test(text) && escapeControls(text) === text
    ? text
    : escapeControls(JSON.stringify(text));
}

function jsonLine({ fields, ...line }: Line): string {
  // Named twice: once to stand first, once more so that no field takes their place.
  return JSON.stringify({ ...line, ...Object.fromEntries(fields), ...line });
}

/** Control characters, and what some terminals and viewers take for a line break, as `\n` or `\u001b`. */
function escapeControls(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, (character) => {
    const short = JSON.stringify(character).slice(1, -1);
    return short === character ? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}` : short;
  });
}

function localTime(date: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}
