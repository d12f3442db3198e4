import type { CallOptions } from '@watchstack/core';
import * as z from 'zod';
import { compact, flag, requiredText, text } from './attributes.js';
import type { PlexConnection } from './plex-connection.js';

/** Who answers, told to everybody: no token is needed. */
export interface PlexIdentityInfo {
  /** The id of this server, 40 hexadecimal digits. */
  readonly machineIdentifier: string;
  readonly version: string;
  /** Whether an account is linked to it. */
  readonly claimed?: boolean | undefined;
}

/** What the server says of itself to a valid token. */
export interface PlexServerInfo extends PlexIdentityInfo {
  readonly friendlyName?: string | undefined;
  readonly platform?: string | undefined;
  readonly platformVersion?: string | undefined;
  /** Whether the account has a Plex Pass. */
  readonly myPlexSubscription?: boolean | undefined;
  /** Whether items may be deleted with their files. */
  readonly allowMediaDeletion?: boolean | undefined;
}

const identity = { machineIdentifier: requiredText, version: requiredText, claimed: flag };
const identitySchema = z.object(identity).transform((info): PlexIdentityInfo => compact(info));
const infoSchema = z
  .object({
    ...identity,
    friendlyName: text,
    platform: text,
    platformVersion: text,
    myPlexSubscription: flag,
    allowMediaDeletion: flag,
  })
  .transform((info): PlexServerInfo => compact(info));

/** The server itself. */
export class ServerArea {
  readonly #connection: PlexConnection;

  constructor(connection: PlexConnection) {
    this.#connection = connection;
  }

  /** Who answers: GET /identity. Works with a wrong token too, which tells a dead server from a refused token. */
  identity(options: CallOptions = {}): Promise<PlexIdentityInfo> {
    return this.#connection.read(
      { method: 'GET', path: '/identity', target: 'identity of the server', ...options },
      identitySchema,
    );
  }

  /** Name, version and what it allows: GET /. */
  info(options: CallOptions = {}): Promise<PlexServerInfo> {
    return this.#connection.read(
      { method: 'GET', path: '/', target: 'description of the server', ...options },
      infoSchema,
    );
  }
}
