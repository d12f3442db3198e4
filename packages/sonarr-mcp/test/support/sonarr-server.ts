import { createHousehold, type Household } from '@watchstack/demo/household';
import { startSonarr, type SonarrOptions, type SonarrStandIn } from '@watchstack/demo/sonarr';
import { afterEach } from 'vitest';
import { createLogger } from '@watchstack/core';
import { memoryJournal, type Journal } from '../../../core/src/server/journal.js';
import { createRuntime } from '../../../core/src/server/runtime.js';
import { serverSettings } from '../../../core/src/server/server-settings.js';
import { parseSettings } from '../../../core/src/server/settings.js';
import { connectInProcess } from '../../../core/src/testing/in-process.js';
import type {
  ClientBehaviour,
  ClientKind,
  McpTestClient,
  PersonsAnswer,
} from '../../../core/src/testing/mcp-client.js';
import { app } from '../../src/app.js';

/** When it is in the household of these tests, unless a test says otherwise: a Saturday evening in Vienna. */
export const now = new Date('2026-11-21T17:00:00Z');

/** A person who agrees. */
export const yes: PersonsAnswer = { action: 'accept', content: { confirm: true } };

/** The environment in which everything is allowed. */
export const everythingAllowed = { READ_ONLY_MODE: 'false', ALLOW_FILE_DELETION: 'true' } as const;

/** How a test wants its server. */
export interface ServerOptions {
  /** As in the environment; read-only unless it says otherwise. */
  readonly environment?: Readonly<Record<string, string>>;
  /** What the household owns; the usual one unless told. */
  readonly household?: Household;
  /** More of how the stand-in starts. */
  readonly sonarr?: SonarrOptions;
  /** What time it is, for the household, Sonarr and the server alike. */
  readonly now?: Date;
  /** Where the person is; Vienna unless told. */
  readonly timeZone?: string;
  /** Answers questions. Without it, nobody can be asked. */
  readonly person?: ClientBehaviour;
  readonly kind?: ClientKind;
}

/** A sonarr-mcp with a Sonarr behind it and an MCP client in front; all end with the test. */
export interface OpenServer {
  readonly sonarr: SonarrStandIn;
  readonly mcp: McpTestClient;
  readonly journal: Journal;
  /** Everything that was logged. */
  readonly log: () => string;
  /** Lets time pass, for Sonarr and the server alike. */
  readonly pass: (ms: number) => void;
}

const running: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.close()));
});

/** Starts all three over real loopback HTTP. */
export async function openServer(options: ServerOptions = {}): Promise<OpenServer> {
  let time = options.now ?? now;
  const clock = { now: () => time };
  const sonarr = await startSonarr({
    household: options.household ?? createHousehold({ now: time }),
    now: clock.now,
    ...options.sonarr,
  });
  running.push(sonarr);
  const { values: settings } = parseSettings(serverSettings('sonarr', 8080), {
    flags: {},
    environment: { SONARR_TOOLSETS: 'all', ...options.environment },
  });
  const lines: string[] = [];
  const journal = memoryJournal();
  const runtime = await createRuntime({
    app,
    settings,
    values: () => Promise.resolve({ url: sonarr.url, apiKey: sonarr.apiKey }),
    demo: false,
    logger: createLogger({
      level: 'DEBUG',
      format: 'text',
      name: 'sonarr',
      redact: (text) => text,
      write: (line) => void lines.push(line),
    }),
    journal,
    clock,
    timeZone: options.timeZone ?? 'Europe/Vienna',
  });
  const connection = {
    access: settings.readOnly ? ('read' as const) : ('write' as const),
    caller: 'local',
    redact: (text: string) => text.replaceAll(sonarr.apiKey, '[hidden]'),
  };
  const mcp = await connectInProcess({ runtime, connection }, options.kind ?? 'v2-modern', options.person);
  running.push(mcp);
  return {
    sonarr,
    mcp,
    journal,
    log: () => lines.join('\n'),
    pass: (ms) => void (time = new Date(time.getTime() + ms)),
  };
}

/** The same where writes are switched on; deleting files still is not. */
export function openWriting(options: ServerOptions = {}): Promise<OpenServer> {
  return openServer({ ...options, environment: { READ_ONLY_MODE: 'false', ...options.environment } });
}

/** A household that owns nothing yet; Sonarr still has its profiles and folders. */
export function emptyHousehold(): Household {
  return createHousehold({ now, size: { shows: 0, films: 0 } });
}

/** A household that owns that many shows. */
export function householdOf(shows: number): Household {
  return createHousehold({ now, size: { shows, films: 0 } });
}
