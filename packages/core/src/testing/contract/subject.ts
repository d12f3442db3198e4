import type { App, Toolset } from '../../server/app.js';
import { listFor, selectTools } from '../../server/selection.js';
import { environmentNames, type SettingDefinition, type SettingDefinitions } from '../../server/settings.js';
import { toolList, type ListedTool, type ToolEntry, type ToolList } from '../../server/tool-list.js';

/** A call that is known to work on the demo household. */
export interface SampleCall {
  readonly tool: string;
  readonly arguments: Record<string, unknown>;
}

/** What a server tells the suite about itself. */
export interface ContractOptions<Client, D extends SettingDefinitions> {
  readonly app: App<Client, D>;
  /** Absolute path of the built `cli.js`. */
  readonly program: string;
  /** A call that reads, and works on the demo household. */
  readonly read: SampleCall;
  /** A call that changes little, asks nobody, and works on the demo household. */
  readonly write: SampleCall;
  /** A call that a person has to agree to. */
  readonly destructive?: SampleCall;
  /** The environment that points the server at an upstream, with this secret. */
  readonly environmentFor: (url: string, secret: string) => Readonly<Record<string, string>>;
}

/** The server under test, without its client's type. */
export interface Subject extends Pick<
  ContractOptions<unknown, SettingDefinitions>,
  'program' | 'read' | 'write' | 'destructive' | 'environmentFor'
> {
  readonly name: string;
  readonly service: string;
  readonly title: string;
  readonly version: string;
  readonly settings: readonly SettingDefinition[];
  readonly toolsets: readonly Toolset[];
  readonly list: ToolList;
  /** What is listed without any setting. */
  readonly readable: readonly ListedTool[];
  /** What a caller who only reads is shown where others may write. */
  readonly readableBesideWriters: readonly ListedTool[];
  /** What is listed with writes. */
  readonly writable: readonly ListedTool[];
  /** The tools that change something. */
  readonly writes: readonly ToolEntry[];
}

/** Computes what a server must show from its definitions. */
export async function subjectOf<Client, D extends SettingDefinitions>(
  options: ContractOptions<Client, D>,
): Promise<Subject> {
  const { app, ...rest } = options;
  const list = await toolList(app);
  const byDefault = selectTools(list.tools, app.toolsets, {
    toolsets: undefined,
    tools: undefined,
    excludeTools: undefined,
  });
  return {
    ...rest,
    name: app.name,
    service: app.service,
    title: app.title,
    version: app.version,
    settings: Object.values<SettingDefinition>(app.settings),
    toolsets: app.toolsets,
    list,
    readable: listFor(byDefault, 'read', true),
    readableBesideWriters: listFor(byDefault, 'read', false),
    writable: listFor(byDefault, 'write', false),
    writes: list.tools.filter((tool) => tool.effect === 'write' || tool.effect === 'destructive'),
  };
}

/** The names of the settings without which no call works. */
export function requiredSettings(subject: Subject): readonly SettingDefinition[] {
  return subject.settings.filter((setting) => setting.required === true);
}

/** The first environment variable of the setting that holds the upstream's address. */
export function urlVariable(subject: Subject): string {
  const setting = subject.settings.find((candidate) => candidate.kind === 'url');
  if (setting === undefined) throw new Error(`${subject.name} has no setting for an address.`);
  return environmentNames(setting)[0];
}

/** The sentence of the read-only guard, exactly. */
export function readOnlySentence(tool: string): string {
  return `Operation '${tool}' is not allowed in read-only mode. Set READ_ONLY_MODE=false in your environment to enable write operations.`;
}
