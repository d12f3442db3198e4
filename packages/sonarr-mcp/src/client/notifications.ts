import type { CallOptions } from '@watchstack/core';
import * as z from 'zod';
import { providerFields, type SonarrProvider } from './provider-document.js';
import type { SonarrConnection } from './sonarr-connection.js';

/** Somebody or something that Sonarr tells what happens: a chat, a media server, a script. */
export interface SonarrNotification extends SonarrProvider {
  /** What it is told, in Sonarr's words without their `on`: `grab`, `download`, `upgrade`, `healthIssue`, … */
  readonly events: readonly string[];
}

const notificationSchema = z.looseObject(providerFields).transform(({ id, name, implementation, tags, ...rest }) => ({
  id,
  name,
  implementation,
  tags,
  events: Object.entries(rest).flatMap(([key, on]) =>
    on === true && /^on[A-Z]/.test(key) ? [`${key.charAt(2).toLowerCase()}${key.slice(3)}`] : [],
  ),
})) satisfies z.ZodType<SonarrNotification>;

/** Whom Sonarr tells. */
export class NotificationsArea {
  readonly #connection: SonarrConnection;

  constructor(connection: SonarrConnection) {
    this.#connection = connection;
  }

  /** All notifications, without addresses, tokens and user names: GET notification. */
  list(options: CallOptions = {}): Promise<readonly SonarrNotification[]> {
    return this.#connection.read(
      { method: 'GET', path: '/api/v3/notification', target: 'notifications', ...options },
      z.array(notificationSchema),
    );
  }
}
