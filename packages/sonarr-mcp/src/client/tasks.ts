import type { CallOptions } from '@watchstack/core';
import * as z from 'zod';
import { id, number, text } from './fields.js';
import type { SonarrConnection } from './sonarr-connection.js';

/** Work that Sonarr does by the clock. */
export interface SonarrTask {
  readonly id: number;
  /** `Refresh Series` */
  readonly name: string;
  /** The command that does it: `RefreshSeries`. */
  readonly taskName?: string | undefined;
  /** Minutes from one run to the next; 0 while it is switched off. */
  readonly interval?: number | undefined;
  /** When it last ended; ISO 8601. */
  readonly lastExecution?: string | undefined;
  /** ISO 8601. */
  readonly lastStartTime?: string | undefined;
  /** ISO 8601. */
  readonly nextExecution?: string | undefined;
  /** A .NET time span. */
  readonly lastDuration?: string | undefined;
}

const taskSchema = z.object({
  id,
  name: z.string(),
  taskName: text,
  interval: number,
  lastExecution: text,
  lastStartTime: text,
  nextExecution: text,
  lastDuration: text,
}) satisfies z.ZodType<SonarrTask>;

/** What Sonarr does by the clock. One is run ahead of its time by its command. */
export class TasksArea {
  readonly #connection: SonarrConnection;

  constructor(connection: SonarrConnection) {
    this.#connection = connection;
  }

  /** All tasks: GET system/task. */
  list(options: CallOptions = {}): Promise<readonly SonarrTask[]> {
    return this.#connection.readAll(
      { method: 'GET', path: '/api/v3/system/task', target: 'tasks', ...options },
      taskSchema,
    );
  }
}
