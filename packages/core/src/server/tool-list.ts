import type { App, Definitions } from './app.js';
import { toJsonSchema, type ObjectSchema } from './json-schema.js';
import type { SettingDefinitions } from './settings.js';
import type { Tool, ToolEffect } from './tool.js';

/** The hints that MCP clients show beside a tool; all four are always given. */
export interface ToolHints {
  readonly readOnlyHint: boolean;
  readonly destructiveHint: boolean;
  readonly idempotentHint: boolean;
  readonly openWorldHint: boolean;
}

/** What `tools/list` says of one tool. */
export interface ListedTool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: ObjectSchema;
  readonly outputSchema: ObjectSchema;
  readonly annotations: ToolHints;
}

/** One entry of `tools.json`: what is listed, and what decides whether it is. */
export interface ToolEntry extends ListedTool {
  readonly toolset: string;
  readonly effect: ToolEffect;
  readonly byDefault: boolean;
  readonly essential: boolean;
  /** For a read: the write its description speaks of while writes are off. */
  readonly relatedWrite?: string;
  /** For an older name: the tool that takes the call. */
  readonly aliasOf?: string;
}

/** What `prompts/list` says of one prompt. */
export interface PromptEntry {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly arguments: readonly { readonly name: string; readonly description: string; readonly required: boolean }[];
}

/** What `resources/list` or `resources/templates/list` says of one resource. */
export interface ResourceEntry {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly uri: string;
  /** Only where it is not JSON. */
  readonly mimeType?: string;
}

/** The content of `tools.json`: everything that is answered before a definition has to be loaded. */
export interface ToolList {
  readonly tools: readonly ToolEntry[];
  readonly prompts: readonly PromptEntry[];
  readonly resources: readonly ResourceEntry[];
}

/** Computes a server's {@link ToolList} from its definitions; the build writes it beside the binary. */
export async function toolList<Client, D extends SettingDefinitions>(app: App<Client, D>): Promise<ToolList> {
  return listOf(await app.definitions());
}

/** The {@link ToolList} of loaded definitions. Older names of whole tools come last. */
export function listOf<Client>(definitions: Definitions<Client>): ToolList {
  const entries = definitions.tools.map(toEntry);
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const aliases = Object.entries(definitions.aliases).flatMap(([name, alias]) => {
    const entry = byName.get(alias.tool);
    return entry === undefined || name === alias.tool ? [] : [toAliasEntry(name, entry)];
  });
  return {
    tools: [...entries, ...aliases],
    prompts: definitions.prompts.map((prompt) => ({
      name: prompt.name,
      title: prompt.title,
      description: prompt.description,
      arguments: prompt.arguments.map(({ name, description, required }) => ({ name, description, required })),
    })),
    resources: definitions.resources.map(({ name, title, description, uri, mimeType }) => ({
      name,
      title,
      description,
      uri,
      ...(mimeType === undefined ? {} : { mimeType }),
    })),
  };
}

function toEntry<Client>(tool: Tool<Client>): ToolEntry {
  return {
    name: tool.name,
    title: tool.title,
    description: tool.description,
    inputSchema: toJsonSchema(tool.input, 'input'),
    outputSchema: toJsonSchema(tool.output, 'output'),
    annotations: {
      readOnlyHint: tool.effect === 'read',
      destructiveHint: tool.effect === 'destructive',
      idempotentHint: tool.idempotent,
      openWorldHint: tool.openWorld,
    },
    toolset: tool.toolset,
    effect: tool.effect,
    byDefault: tool.byDefault,
    essential: tool.essential,
    ...(tool.relatedWrite === undefined ? {} : { relatedWrite: tool.relatedWrite }),
  };
}

function toAliasEntry(name: string, entry: ToolEntry): ToolEntry {
  return {
    ...entry,
    name,
    description: `Older name of ${entry.name}; takes its arguments and the older ones.`,
    inputSchema: { type: 'object' },
    byDefault: false,
    essential: false,
    aliasOf: entry.name,
  };
}
