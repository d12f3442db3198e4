import type { CallOptions, Schema } from '@watchstack/core';
import * as z from 'zod';
import type { TraktConnection } from './connection.js';
import { maybe } from './documents.js';

/** Whose account it is and what it may hold. Everything else that Trakt tells here, a secret among it, is not kept. */
export interface Account {
  readonly username: string;
  readonly vip: boolean;
  /** IANA name of the zone set at Trakt. */
  readonly timeZone?: string | undefined;
  /** How many items the watchlist may hold. */
  readonly watchlistLimit?: number | undefined;
}

const settings = z
  .object({
    user: z.object({ username: z.string(), vip: maybe(z.boolean()) }),
    account: maybe(z.object({ timezone: maybe(z.string()) })),
    limits: maybe(z.object({ watchlist: maybe(z.object({ item_count: maybe(z.int()) })) })),
  })
  .transform(({ user, account, limits }) => ({
    username: user.username,
    vip: user.vip ?? false,
    timeZone: account?.timezone,
    watchlistLimit: limits?.watchlist?.item_count,
  })) satisfies Schema<Account>;

/** The account that the token stands for. */
export class UsersArea {
  readonly #connection: TraktConnection;

  constructor(connection: TraktConnection) {
    this.#connection = connection;
  }

  /** `GET /users/settings` */
  async account(options: CallOptions = {}): Promise<Account> {
    return this.#connection.read(
      { method: 'GET', path: 'users/settings', signal: options.signal, target: 'your account', personal: true },
      settings,
    );
  }
}
