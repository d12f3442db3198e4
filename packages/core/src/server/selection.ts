import { ConfigurationError } from '../errors.js';
import type { Toolset } from './app.js';
import type { ListedTool, ToolEntry } from './tool-list.js';

/** What a caller may do: see and call reads only, or everything the owner switched on. */
export type AccessLevel = 'read' | 'write';

/** The owner's choice of tools. */
export interface ToolChoice {
  readonly toolsets: readonly string[] | undefined;
  readonly tools: readonly string[] | undefined;
  readonly excludeTools: readonly string[] | undefined;
}

/**
 * The tools that are switched on, in list order.
 * @param entries all tools of the server, older names included
 * @param toolsets the server's toolsets
 * @param choice the owner's words; nothing at all means `default`
 * @throws ConfigurationError for a name that is no toolset or no tool, with the valid ones, one line each
 */
export function selectTools(
  entries: readonly ToolEntry[],
  toolsets: readonly Toolset[],
  choice: ToolChoice,
): readonly ToolEntry[] {
  const sets = new Set(choice.toolsets ?? (choice.tools === undefined ? ['default'] : []));
  const known = [
    { name: 'default', description: 'what most people need' },
    { name: 'essential', description: 'what people use daily' },
    { name: 'all', description: 'every tool, older names included' },
    ...toolsets,
  ];
  refuseUnknown('toolset', [...sets], known);
  const named = new Set(choice.tools ?? []);
  const excluded = new Set(choice.excludeTools ?? []);
  const tools = entries.map(({ name, title }) => ({ name, description: title }));
  refuseUnknown('tool', [...named, ...excluded], tools);
  return entries.filter(
    (entry) =>
      !isExcluded(entry, excluded) &&
      (named.has(entry.name) ||
        sets.has('all') ||
        (entry.aliasOf === undefined && sets.has(entry.toolset)) ||
        (sets.has('default') && entry.byDefault) ||
        (sets.has('essential') && entry.essential)),
  );
}

/** Whether the owner switched a tool off. What is off is off by its older names too. */
export function isExcluded(entry: ToolEntry, excluded: ReadonlySet<string>): boolean {
  return excluded.has(entry.name) || (entry.aliasOf !== undefined && excluded.has(entry.aliasOf));
}

function refuseUnknown(
  noun: 'tool' | 'toolset',
  names: readonly string[],
  known: readonly { readonly name: string; readonly description: string }[],
): void {
  const unknown = names.filter((name) => !known.some((entry) => entry.name === name));
  if (unknown.length === 0) return;
  const valid = known.map((entry) => `  ${entry.name} - ${entry.description}`).join('\n');
  throw new ConfigurationError(`There is no ${noun} called ${unknown.map((name) => `'${name}'`).join(', ')}.`, {
    hint: `The ${noun}s are:\n${valid}`,
  });
}

/** Whether a caller of this level is shown the tool. */
export function isVisible(entry: ToolEntry, access: AccessLevel): boolean {
  return access === 'write' || entry.effect === 'read' || entry.effect === 'account';
}

/** What `tools/list` answers at this access level; made once and kept. */
export function listFor(selected: readonly ToolEntry[], access: AccessLevel, readOnlyServer: boolean): ListedTool[] {
  return selected
    .filter((entry) => isVisible(entry, access))
    .map((entry) => ({
      name: entry.name,
      title: entry.title,
      description:
        entry.relatedWrite === undefined || access === 'write'
          ? entry.description
          : `${entry.description} ${offSentence(entry.relatedWrite, readOnlyServer)}`,
      inputSchema: entry.inputSchema,
      outputSchema: entry.outputSchema,
      annotations: entry.annotations,
    }));
}

function offSentence(write: string, readOnlyServer: boolean): string {
  return readOnlyServer
    ? `${write} is off: this server is read-only until its owner sets READ_ONLY_MODE=false.`
    : `${write} is off for you: your access only reads, and the owner can grant more.`;
}
