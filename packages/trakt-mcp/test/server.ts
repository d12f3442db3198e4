import { createHousehold, type Household } from '@watchstack/demo/household';
import { startTrakt, type TraktOptions, type TraktStandIn } from '@watchstack/demo/trakt';
import { openApp, type ClientBehaviour, type McpTestClient } from '@watchstack/core/testing';
import { app } from '../src/app.js';

/** When it is in the household of these tests. */
export const now = new Date('2026-11-21T17:00:00Z');

/** A trakt-mcp with a Trakt behind it and an MCP client in front. */
export interface OpenServer {
  readonly trakt: TraktStandIn;
  readonly mcp: McpTestClient;
  readonly showNamed: (title: string, year?: number) => Household['shows'][number];
  close(): Promise<void>;
}

/** How a test wants its server. */
export interface ServerOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly trakt?: TraktOptions;
  /** Leaves the access token out of the settings. */
  readonly withoutToken?: boolean;
  readonly person?: ClientBehaviour;
  readonly timeZone?: string;
}

/** Starts all three; read-only unless the environment says otherwise. */
export async function openServer(options: ServerOptions = {}): Promise<OpenServer> {
  const trakt = await startTrakt({
    household: createHousehold({ now }),
    now: () => now,
    writeLimit: false,
    ...options.trakt,
  });
  const { mcp } = await openApp(app, {
    values: {
      url: trakt.url,
      clientId: trakt.clientId,
      accessToken: options.withoutToken === true ? undefined : trakt.accessToken,
      tokenHost: new URL(trakt.url).host,
    },
    environment: options.environment,
    clock: { now: () => now },
    timeZone: options.timeZone,
    person: options.person,
  });
  return {
    trakt,
    mcp,
    showNamed: (title, year) => {
      const show = trakt.household.shows.find(
        (each) => each.title === title && (year === undefined || each.year === year),
      );
      if (show === undefined) throw new Error(`The household knows no ${title}.`);
      return show;
    },
    close: async () => {
      await mcp.close();
      await trakt.close();
    },
  };
}

/** A household that owns, has watched and wants nothing. */
export function emptyHousehold(): Household {
  return createHousehold({ now, size: { shows: 0, films: 0 } });
}

/** The titles on the stand-in's watchlist, by rank. */
export function listedTitles({ trakt }: OpenServer): string[] {
  return trakt.state.watchlist.map(({ item }) => (item.type === 'movie' ? item.film.title : item.show.title));
}

/** The titles of an answer's rows. */
export function titlesOf(rows: unknown): unknown[] {
  if (!Array.isArray(rows)) throw new Error('The answer has no rows.');
  return rows.map((row: unknown) =>
    typeof row === 'object' && row !== null && 'title' in row ? row.title : undefined,
  );
}
