import { firstSentence } from '../../server/help.js';
import type { Tool } from '../../server/tool.js';
import type { ListedTool, ToolEntry } from '../../server/tool-list.js';
import { inputProblems, outputProblems } from './schema-rules.js';

/** The most tokens a model may have to read for one tool. */
const tokensPerTool = 350;

/** About how many tokens a model reads for these tools: names, descriptions and input schemas, four characters a token. */
export function tokensOf(tools: readonly ListedTool[]): number {
  const characters = tools.map(
    ({ name, description, inputSchema }) => name.length + description.length + JSON.stringify(inputSchema).length,
  );
  return Math.ceil(characters.reduce((sum, each) => sum + each, 0) / 4);
}

/** What a tool is judged beside. */
export interface Surroundings {
  readonly service: string;
  readonly toolsets: readonly string[];
  /** All tools of the server by name, older names not among them. */
  readonly tools: ReadonlyMap<string, ToolEntry>;
}

/**
 * Everything about one definition that the house rules forbid.
 * @returns one sentence per problem; empty when all is well
 */
export function toolProblems<Client>(tool: Tool<Client>, entry: ToolEntry, around: Surroundings): string[] {
  return [
    ...wordProblems(entry, around),
    ...hintProblems(tool, entry),
    ...inputProblems(entry.inputSchema).map((problem) => `input ${problem}`),
    ...outputProblems(entry.outputSchema).map((problem) => `output ${problem}`),
    ...answerProblems(tool),
    ...exampleProblems(tool),
    ...relationProblems(tool, around),
  ];
}

function wordProblems(entry: ToolEntry, { service, toolsets, tools }: Surroundings): string[] {
  const { name, title, description } = entry;
  const sentence = firstSentence(description);
  const strangers = mentionedTools(description, service).filter((mentioned) => !tools.has(mentioned));
  return [
    ...(new RegExp(`^${service}(_[a-z0-9]+)+$`).test(name) ? [] : ['the name is not the service and snake_case words']),
    ...(name.length < 50 ? [] : ['the name has 50 characters or more']),
    ...(title !== '' && title.length < 40 ? [] : ['the title is empty or has 40 characters or more']),
    ...(/^[A-Z].*[.!?]$/s.test(sentence) ? [] : ['the description does not begin with a whole sentence']),
    ...(sentence.length <= 200 ? [] : ['the first sentence has more than 200 characters']),
    ...(description.trim() === description && !/\s{2}/.test(description) ? [] : ['the description has stray spaces']),
    ...(tokensOf([entry]) <= tokensPerTool ? [] : [`it takes ${tokensOf([entry])} tokens`]),
    ...(toolsets.includes(entry.toolset) ? [] : [`there is no toolset ${entry.toolset}`]),
    ...strangers.map((mentioned) => `the description speaks of ${mentioned}, which does not exist`),
  ];
}

function hintProblems<Client>(tool: Tool<Client>, { annotations }: ToolEntry): string[] {
  const { readOnlyHint, destructiveHint, idempotentHint, openWorldHint } = annotations;
  return [
    ...(readOnlyHint === (tool.effect === 'read') ? [] : ['readOnlyHint contradicts the effect']),
    ...(destructiveHint === (tool.effect === 'destructive') ? [] : ['destructiveHint contradicts the effect']),
    ...(idempotentHint === tool.idempotent ? [] : ['idempotentHint contradicts the definition']),
    ...(openWorldHint === tool.openWorld ? [] : ['openWorldHint contradicts the definition']),
    ...(tool.effect === 'read' && !tool.idempotent ? ['a read that is not idempotent'] : []),
    ...(tool.effect === 'destructive' && !tool.asks ? ['nobody is asked before something is lost'] : []),
  ];
}

function answerProblems<Client>(tool: Tool<Client>): string[] {
  const problems: string[] = [];
  const members = Object.keys(tool.output.shape);
  if (tool.rows !== undefined && !members.includes(tool.rows)) problems.push(`the answer has no ${tool.rows}`);
  if (tool.effect === 'read' && tool.rows !== undefined) {
    for (const member of ['total', 'returned', 'nextOffset']) {
      if (!members.includes(member)) problems.push(`the answer lists ${tool.rows} without ${member}`);
    }
  }
  if (tool.effect === 'write' || tool.effect === 'destructive') {
    const declined = tool.output.safeParse({ outcome: 'declined', target: 'something' });
    if (!declined.success) problems.push('the answer of a declined call does not fit the output');
    if (!tool.output.safeParse({ outcome: 'done', target: 'something', note: 'a note' }).success) {
      problems.push('the answer has no room for a note');
    }
  }
  return problems;
}

function exampleProblems<Client>(tool: Tool<Client>): string[] {
  if (tool.examples.length === 0) return ['there is no example'];
  return tool.examples.flatMap(({ ask, arguments: args }) => {
    if (ask.trim().length < 5) return ['an example has no question'];
    try {
      tool.bind(args);
      return [];
    } catch (error) {
      return [`the example "${ask}" is refused: ${error instanceof Error ? error.message : String(error)}`];
    }
  });
}

function relationProblems<Client>(tool: Tool<Client>, { tools }: Surroundings): string[] {
  if (tool.relatedWrite === undefined) return [];
  if (tool.effect !== 'read') return ['only a read speaks of the write beside it'];
  const write = tools.get(tool.relatedWrite);
  if (write === undefined) return [`the related write ${tool.relatedWrite} does not exist`];
  return write.effect === 'write' || write.effect === 'destructive' ? [] : [`${tool.relatedWrite} is no write`];
}

/** The tools of a service that a text speaks of. */
export function mentionedTools(text: string, service: string): string[] {
  return [...text.matchAll(new RegExp(`\\b${service}(?:_[a-z0-9]+)+\\b`, 'g'))].map(([name]) => name);
}
