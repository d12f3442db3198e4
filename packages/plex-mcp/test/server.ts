import { openApp, type ClientBehaviour, type McpTestClient, type ToolAnswer } from '@watchstack/core/testing';
import type { PlexStandIn, StartPlexOptions } from '@watchstack/demo/plex';
import type { HouseholdSize } from '@watchstack/demo/household';
import { app } from '../src/app.js';
import { now, startHousehold } from './client/stand-in.js';

/** A plex-mcp with a Plex behind it and an MCP client in front. */
export interface OpenServer {
  readonly plex: PlexStandIn;
  readonly mcp: McpTestClient;
}

/** How a test wants its server. */
export interface ServerOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly plex?: StartPlexOptions & { readonly size?: HouseholdSize };
  /** Another token than the owner's; null leaves it out of the settings. */
  readonly token?: string | null;
  readonly person?: ClientBehaviour;
  readonly timeZone?: string;
}

/** Starts all three; read-only unless the environment says otherwise. The Plex ends with the test. */
export async function openServer(options: ServerOptions = {}): Promise<OpenServer> {
  const plex = await startHousehold(options.plex);
  const { mcp } = await openApp(app, {
    values: { url: plex.url, token: options.token === null ? undefined : (options.token ?? plex.token) },
    environment: options.environment,
    clock: { now: () => now },
    timeZone: options.timeZone,
    person: options.person,
  });
  return { plex, mcp };
}

/** A household that owns nothing. */
export const nothing = { size: { shows: 0, films: 0 } } as const;

/** Settings of a server that may change things. */
export const writing = { READ_ONLY_MODE: 'false' } as const;

/** The rows of an answer; the answer has to be a success, its structured form equal to its text. */
export function rowsOf(answer: ToolAnswer, name = 'items'): readonly Readonly<Record<string, unknown>>[] {
  if (answer.isError) throw new Error(`The call failed: ${answer.text}`);
  const rows = answer.json[name];
  if (!Array.isArray(rows)) throw new Error(`The answer has no ${name}: ${answer.text.slice(0, 300)}`);
  return rows.map((row: unknown) => {
    if (typeof row !== 'object' || row === null) throw new Error('A row is no object.');
    return Object.fromEntries(Object.entries(row));
  });
}

/** One column of an answer's rows. */
export function column(answer: ToolAnswer, key: string, name = 'items'): unknown[] {
  return rowsOf(answer, name).map((row) => row[key]);
}
