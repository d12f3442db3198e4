import { InvalidInputError, type CallOptions } from '@watchstack/core';
import { episodeSchema, type SonarrEpisode } from './episode-document.js';
import type { SonarrConnection } from './sonarr-connection.js';

/** Which stretch of time to look at. Both ends are included. */
export interface SonarrCalendarQuery {
  /** An instant: a Date, or ISO 8601 with `Z` or an offset. */
  readonly start: Date | string;
  /** An instant, not before `start`. For whole days: the end of the last one, where the person is. */
  readonly end: Date | string;
  /** Also what nobody asked Sonarr to look after; no unless told. */
  readonly unmonitored?: boolean | undefined;
  /** With the series of each. */
  readonly includeSeries?: boolean | undefined;
  /** With the file of each. */
  readonly includeEpisodeFile?: boolean | undefined;
}

/** What airs when. */
export class CalendarArea {
  readonly #connection: SonarrConnection;

  constructor(connection: SonarrConnection) {
    this.#connection = connection;
  }

  /**
   * Episodes that air between two instants, in the order of airing: GET calendar. Sonarr reads a date without time as midnight
   * where it runs itself; instants are therefore always sent in full, in UTC.
   * @throws InvalidInputError when an end of the stretch is no instant, or they are the wrong way round
   */
  async list(query: SonarrCalendarQuery, options: CallOptions = {}): Promise<readonly SonarrEpisode[]> {
    const start = instant(query.start, 'start');
    const end = instant(query.end, 'end');
    if (end < start) {
      throw new InvalidInputError('The calendar would end before it starts.', {
        target: 'calendar',
        hint: 'Give an end that is not before the start.',
      });
    }
    return this.#connection.readAll(
      {
        method: 'GET',
        path: '/api/v3/calendar',
        query: {
          start: start.toISOString(),
          end: end.toISOString(),
          unmonitored: query.unmonitored ?? false,
          includeSeries: query.includeSeries ?? false,
          includeEpisodeFile: query.includeEpisodeFile ?? false,
        },
        target: 'calendar',
        ...options,
      },
      episodeSchema,
    );
  }
}

/** ISO 8601 with a time and its zone: without one, the machine's own zone would decide. */
const withZone = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*(?:Z|[+-]\d{2}:?\d{2})$/;

function instant(value: Date | string, name: string): Date {
  const read = typeof value === 'string' ? new Date(withZone.test(value) ? value : Number.NaN) : value;
  if (!Number.isNaN(read.getTime())) return read;
  throw new InvalidInputError(`The ${name} of the calendar is no instant.`, {
    target: name,
    hint: 'Use a Date, or a text such as 2025-01-15T18:00:00Z.',
  });
}
