import type { CallOptions, Redactor } from '@watchstack/core';
import * as z from 'zod';
import { id, text } from './fields.js';
import { pageSchema, type SonarrPage } from './page.js';
import type { SonarrConnection } from './sonarr-connection.js';

/** Sonarr's words for how serious a line is, worst first. It takes any other word for no filter at all. */
export const sonarrLogLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

/** See {@link sonarrLogLevels}. */
export type SonarrLogLevel = (typeof sonarrLogLevels)[number];

/** A line of Sonarr's log, without secrets. What it quotes (names of releases, answers of indexers) strangers wrote. */
export interface SonarrLogLine {
  readonly id: number;
  /** ISO 8601. */
  readonly time: string;
  /** One of {@link sonarrLogLevels}, or a newer word. */
  readonly level?: string | undefined;
  /** The part of Sonarr that wrote it. */
  readonly logger?: string | undefined;
  readonly message: string;
  /** What was thrown, as one line; the stack, with the paths of Sonarr's own code, is left out. */
  readonly exception?: string | undefined;
}

/** Which page of the log to read. */
export interface SonarrLogQuery {
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
  /** Lines of this level and worse; all that Sonarr keeps unless told. */
  readonly level?: SonarrLogLevel | undefined;
}

/** What Sonarr wrote down while it worked. */
export class LogsArea {
  readonly #connection: SonarrConnection;
  readonly #schema: z.ZodType<SonarrPage<SonarrLogLine>>;

  /** @param redact takes the secrets of this client, and whatever stands under a secret's name, out of a text */
  constructor(connection: SonarrConnection, redact: Redactor) {
    this.#connection = connection;
    const clean = (value: string) => withoutSecrets(redact(value));
    this.#schema = pageSchema(
      z
        .object({ id, time: z.string(), level: text, logger: text, message: text, exception: text })
        .transform((line): SonarrLogLine => ({
          ...line,
          level: line.level?.toLowerCase(),
          message: clean(line.message ?? ''),
          exception: line.exception === undefined ? undefined : clean(firstLine(line.exception)),
        })),
    );
  }

  /** One page, newest first: GET log. None while Sonarr keeps no log in its database. */
  list(query: SonarrLogQuery, options: CallOptions = {}): Promise<SonarrPage<SonarrLogLine>> {
    return this.#connection.read(
      {
        method: 'GET',
        path: '/api/v3/log',
        query: {
          page: query.page,
          pageSize: query.pageSize,
          sortKey: 'time',
          sortDirection: 'descending',
          level: query.level,
        },
        target: 'log',
        ...options,
      },
      this.#schema,
    );
  }
}

function firstLine(stack: string): string {
  return stack.trimStart().split(/\r?\n/, 1)[0] ?? '';
}

/**
 * A text of the log without what no reader needs and indexers take for a key: addresses keep their host alone, for keys stand in
 * paths as well as in queries; so go long runs of letters and digits that are no words.
 */
export function withoutSecrets(line: string): string {
  return line
    .replace(/\b(https?:\/\/)(?:[^\s/@"'<>]*@)?([^\s/?#"'<>()]+)[/?#][^\s"'<>]*/gi, '$1$2/…')
    .replace(/\bmagnet:\?[^\s"'<>]+/gi, 'magnet:…')
    .replace(/(?<![\w-])(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{32,}(?![\w-])/gi, '[redacted]');
}
