import {
  openApp,
  type ClientBehaviour,
  type McpTestClient,
  type OpenApp,
  type ToolAnswer,
} from '@watchstack/core/testing';
import type { HouseholdSize } from '@watchstack/demo/household';
import type { PlexStandIn, StartPlexOptions } from '@watchstack/demo/plex';
import { afterEach } from 'vitest';
import { app } from '../src/app.js';
import { now, startHousehold } from './client/stand-in.js';

/** A plex-mcp with a Plex behind it and an MCP client in front; all end with the test. */
export interface OpenServer extends OpenApp {
  readonly plex: PlexStandIn;
}

/** How a test wants its server. */
export interface ServerOptions {
  /** As in the environment; read-only unless it says otherwise. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly plex?: StartPlexOptions & { readonly size?: HouseholdSize };
  /** Another token than the owner's. */
  readonly token?: string;
  /** Answers questions. Without it, nobody can be asked. */
  readonly person?: ClientBehaviour;
  /** Where the person is; Vienna unless told. */
  readonly timeZone?: string;
}

const running: McpTestClient[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((mcp) => mcp.close()));
});

/** Starts all three over real loopback HTTP. */
export async function openServer(options: ServerOptions = {}): Promise<OpenServer> {
  const plex = await startHousehold(options.plex);
  const opened = await openApp(app, {
    values: { url: plex.url, token: options.token ?? plex.token },
    environment: options.environment,
    clock: { now: () => now },
    timeZone: options.timeZone,
    person: options.person,
  });
  running.push(opened.mcp);
  return { ...opened, plex };
}

/** A household that owns nothing. */
export const nothing = { size: { shows: 0, films: 0 } } as const;

/** Settings of a server that may change things. */
export const writing = { READ_ONLY_MODE: 'false' } as const;

/**
 * The rows of an answer.
 * @throws Error when the answer failed or has no such list
 */
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
