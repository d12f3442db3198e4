import type { ToolContext } from './tool.js';

/** One argument of a prompt. The protocol passes strings only. */
export interface PromptArgument<Client> {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  /** Proposes values while a person types; at most a hundred are shown. */
  readonly complete?: (typed: string, context: ToolContext<Client>) => Promise<readonly string[]>;
}

/** A workflow that a person picks by name in their MCP client. */
export interface Prompt<Client> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly arguments: readonly PromptArgument<Client>[];
  /** The message that opens the conversation. Arguments have been checked: required ones are there, unknown ones are not. */
  readonly render: (args: Readonly<Record<string, string>>) => string;
}

/** Makes the definer of one server's prompts. */
export function promptsOf<Client>() {
  return (prompt: Prompt<Client>): Prompt<Client> => prompt;
}
