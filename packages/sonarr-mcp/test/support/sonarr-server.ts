import { createHousehold, type Household } from '@watchstack/demo/household';
import { startSonarr, type SonarrOptions, type SonarrStandIn } from '@watchstack/demo/sonarr';
import { afterEach } from 'vitest';
import {
  openApp,
  type ClientBehaviour,
  type ClientKind,
  type OpenApp,
  type PersonsAnswer,
} from '@watchstack/core/testing';
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
export interface OpenServer extends OpenApp {
  readonly sonarr: SonarrStandIn;
  /** Lets time pass, for Sonarr and the server alike. */
  readonly pass: (ms: number) => void;
}

const running: { close(): Promise<void> }[] = [];

const households = new Map<number, Household>();

/** The usual household at a time. Nothing changes a household, so that all tests of a file can share one. */
function usualHousehold(time: Date): Household {
  const known = households.get(time.getTime()) ?? createHousehold({ now: time });
  households.set(time.getTime(), known);
  return known;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.close()));
});

/** Starts all three over real loopback HTTP. */
export async function openServer(options: ServerOptions = {}): Promise<OpenServer> {
  let time = options.now ?? now;
  const clock = { now: () => time };
  const sonarr = await startSonarr({
    household: options.household ?? usualHousehold(time),
    now: clock.now,
    ...options.sonarr,
  });
  running.push(sonarr);
  const opened = await openApp(app, {
    values: { url: sonarr.url, apiKey: sonarr.apiKey },
    environment: { SONARR_TOOLSETS: 'all', ...options.environment },
    clock,
    timeZone: options.timeZone,
    person: options.person,
    kind: options.kind,
    redact: (text) => text.replaceAll(sonarr.apiKey, '[hidden]'),
  });
  running.push(opened.mcp);
  return { ...opened, sonarr, pass: (ms) => void (time = new Date(time.getTime() + ms)) };
}

/** The same where writes are switched on; deleting files still is not. */
export function openWriting(options: ServerOptions = {}): Promise<OpenServer> {
  return openServer({ ...options, environment: { READ_ONLY_MODE: 'false', ...options.environment } });
}

/** The same with a person who agrees to everything; what they were asked is in `questions`. */
export async function openAgreeing(
  options: ServerOptions = {},
): Promise<OpenServer & { readonly questions: readonly string[] }> {
  const questions: string[] = [];
  const server = await openWriting({
    person: {
      onQuestion: (message) => {
        questions.push(message);
        return yes;
      },
    },
    ...options,
  });
  return { ...server, questions };
}

/** A household that owns nothing yet; Sonarr still has its profiles and folders. */
export function emptyHousehold(): Household {
  return createHousehold({ now, size: { shows: 0, films: 0 } });
}

/** A household that owns that many shows. */
export function householdOf(shows: number): Household {
  return createHousehold({ now, size: { shows, films: 0 } });
}
