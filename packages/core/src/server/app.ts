import type { Logger } from '../logging/logger.js';
import type { Aliases } from './aliases.js';
import type { Prompt } from './prompt.js';
import type { Resource } from './resource.js';
import type { SettingDefinitions, SettingValues } from './settings.js';
import type { Tool } from './tool.js';

/** Everything a server offers, loaded at the first call. */
export interface Definitions<Client> {
  /** In the order in which they are listed. */
  readonly tools: readonly Tool<Client>[];
  readonly prompts: readonly Prompt<Client>[];
  readonly resources: readonly Resource<Client>[];
  readonly aliases: Aliases;
}

/** What a server's client is made with, beside its own settings. */
export interface ClientDependencies {
  readonly logger: Logger;
  /** `sonarr-mcp/1.2.3` */
  readonly userAgent: string;
  /** Extra headers for a login proxy in front of the upstream. */
  readonly headers: Readonly<Record<string, string>>;
}

/** An upstream started for `--demo`, and the settings that point at it. */
export interface DemoUpstream<D extends SettingDefinitions> {
  readonly values: Partial<SettingValues<D>>;
  close(): Promise<void>;
}

/** A group of tools that is switched on together. */
export interface Toolset {
  readonly name: string;
  /** One line for people who choose. */
  readonly description: string;
}

/**
 * A server as one value. It is light: what is needed before the first call stands here, everything else is behind a function
 * that imports it.
 */
export interface App<Client, D extends SettingDefinitions> {
  /** Name of the binary: `sonarr-mcp`. */
  readonly name: string;
  /** The upstream's name in tool names and variables: `sonarr`. */
  readonly service: string;
  /** The upstream's name for people: `Sonarr`. */
  readonly title: string;
  readonly version: string;
  readonly description: string;
  /** Where the http transport listens unless told. */
  readonly defaultPort: number;
  readonly settings: D;
  readonly toolsets: readonly Toolset[];
  /** How the tools work together, in a few lines; core adds what is switched off and how to switch it on. */
  readonly instructions: string;
  readonly definitions: () => Promise<Definitions<Client>>;
  /** Makes the full client. Called once, at the first call that needs it, after the required settings were found. */
  readonly makeClient: (values: SettingValues<D>, dependencies: ClientDependencies) => Promise<Client>;
  /** The view of that client that refuses every change. */
  readonly readOnlyView: (client: Client) => Client;
  /** Reaches the upstream and says in one sentence how it is; throws what is wrong. */
  readonly check: (client: Client, signal: AbortSignal) => Promise<string>;
  readonly demo: () => Promise<DemoUpstream<D>>;
}

/** Types an app from its settings. */
export function defineApp<Client, const D extends SettingDefinitions>(app: App<Client, D>): App<Client, D> {
  return app;
}
