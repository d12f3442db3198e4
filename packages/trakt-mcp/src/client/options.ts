import type { Logger } from '@watchstack/core';

/** What a {@link TraktClient} is made with. */
export interface TraktClientOptions {
  /** The client id of a Trakt app, from https://app.trakt.tv/settings/apps. Enough for what is public. */
  readonly clientId: string;
  /** The token that the app was given for one account; needed for everything personal. A secret. */
  readonly accessToken?: string | undefined;
  /** Where the API is; `https://api.trakt.tv` unless told. */
  readonly url?: string | undefined;
  /** Host and port that issued the token, `api.trakt.tv` unless told. The token is sent nowhere else. */
  readonly tokenHost?: string | undefined;
  /** Extra headers, for a login proxy in between. Their values are secrets. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Bounds each request with its retries, in milliseconds; 30,000 unless told. */
  readonly timeoutMs?: number | undefined;
  /** Pause between two writes in milliseconds; 1,100 unless told, because Trakt allows one a second. */
  readonly writeSpacingMs?: number | undefined;
  /** Name and version of the program, for Trakt, which refuses requests without. */
  readonly userAgent?: string | undefined;
  readonly logger?: Logger | undefined;
}
