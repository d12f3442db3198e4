import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { limitInput, offsetInput, pageOutput } from '../../src/server/paging.js';
import { toolsOf, type Tool } from '../../src/server/tool.js';
import { listOf } from '../../src/server/tool-list.js';
import { inputProblems, outputProblems } from '../../src/testing/meta/schema-rules.js';
import { mentionedTools, toolProblems } from '../../src/testing/meta/tool-rules.js';
import { violations } from '../../src/testing/strict-schema.js';
import { shelfApp } from '../fixtures/shelf-app.js';
import { Shelf } from '../fixtures/shelf.js';

const defineTool = toolsOf<null>();

const good = defineTool({
  name: 'shelf_list_books',
  title: 'List books',
  toolset: 'books',
  byDefault: true,
  effect: 'read',
  idempotent: true,
  openWorld: false,
  description: 'Lists the books on the shelf. Answers their titles.',
  input: z.strictObject({ limit: limitInput, offset: offsetInput }),
  output: z.strictObject({ ...pageOutput, books: z.array(z.strictObject({ title: z.string() })) }),
  rows: 'books',
  examples: [{ ask: 'What do I have?', arguments: {} }],
  run: () => Promise.resolve({ total: 0, returned: 0, books: [] }),
});

function problemsOf(tool: Tool<null>): string[] {
  const { tools } = listOf({ tools: [tool], prompts: [], resources: [], aliases: {} });
  const byName = new Map(tools.map((entry) => [entry.name, entry]));
  const entry = byName.get(tool.name);
  if (entry === undefined) throw new Error('The tool is not listed.');
  return toolProblems(tool, entry, { service: 'shelf', toolsets: ['books'], tools: byName });
}

describe('the rules for a definition', () => {
  it('have nothing to say of a good one, nor of any of the shelf', async () => {
    expect(problemsOf(good)).toEqual([]);
    const definitions = await shelfApp(new Shelf()).definitions();
    const entries = new Map(listOf(definitions).tools.map((entry) => [entry.name, entry]));
    const around = { service: 'shelf', toolsets: ['books', 'numbers'], tools: entries };
    for (const tool of definitions.tools) {
      const entry = entries.get(tool.name);
      expect(entry && toolProblems(tool, entry, around)).toEqual([]);
    }
  });

  it.each<[string, Partial<Tool<null>>]>([
    ['snake_case', { name: 'listBooks' }],
    ['50 characters', { name: `shelf_list_${'x'.repeat(40)}` }],
    ['title', { title: 'A title that goes on and on for far too long' }],
    ['whole sentence', { description: 'lists books' }],
    ['200 characters', { description: `Lists ${'very '.repeat(50)}many books.` }],
    ['stray spaces', { description: 'Lists books.  Answers titles.' }],
    ['tokens', { description: `Lists books. ${'And more of them. '.repeat(80)}`.trim() }],
    ['no toolset', { toolset: 'cellar' }],
    ['speaks of shelf_burn_books', { description: 'Lists books; shelf_burn_books burns them.' }],
    ['not idempotent', { idempotent: false }],
    ['nobody is asked', { effect: 'destructive' }],
    ['no magazines', { rows: 'magazines' }],
    ['no example', { examples: [] }],
    ['is refused', { examples: [{ ask: 'What do I have?', arguments: { limt: 3 } }] }],
    ['no question', { examples: [{ ask: '', arguments: {} }] }],
    ['does not exist', { relatedWrite: 'shelf_add_book' }],
    ['is no write', { relatedWrite: 'shelf_list_books' }],
    ['declined', { effect: 'write' }],
    [
      'without nextOffset',
      { output: z.strictObject({ total: z.int(), returned: z.int(), books: z.array(z.string()) }) },
    ],
    ['output / is open', { output: z.looseObject({ ...pageOutput, books: z.array(z.string()) }) }],
    ['input / takes unknown', { input: z.looseObject({}) }],
  ])('name what is wrong: %s', (words, change) => {
    expect(problemsOf({ ...good, bind: good.bind, ...change }).join('; ')).toContain(words);
  });

  it('find contradicting hints', () => {
    const [entry] = listOf({ tools: [good], prompts: [], resources: [], aliases: {} }).tools;
    if (entry === undefined) throw new Error('The tool is not listed.');
    const around = { service: 'shelf', toolsets: ['books'], tools: new Map([[entry.name, entry]]) };
    for (const hint of ['readOnlyHint', 'destructiveHint', 'idempotentHint', 'openWorldHint'] as const) {
      const wrong = { ...entry, annotations: { ...entry.annotations, [hint]: !entry.annotations[hint] } };
      expect(toolProblems(good, wrong, around)).toEqual([expect.stringContaining(hint)]);
    }
  });

  it('know which tools a text speaks of', () => {
    const text = 'Use shelf_list_books, not shelf_burn (or SHELF_URL, myshelf_x or other_list_books).';
    expect(mentionedTools(text, 'shelf')).toEqual(['shelf_list_books', 'shelf_burn']);
  });
});

describe('the rules for schemas', () => {
  const closed = (properties: Record<string, unknown>) => ({ type: 'object', additionalProperties: false, properties });

  it.each<[string, Record<string, unknown>]>([
    ['no greatest length', { type: 'string' }],
    ['no most items', { type: 'array', items: { type: 'boolean' } }],
    ['no least or no greatest', { type: 'integer', minimum: 0 }],
    ['takes anything', {}],
    ['takes unknown arguments', { type: 'object', properties: {} }],
    ['/x/anyOf1 has no greatest length', { anyOf: [{ type: 'boolean' }, { type: 'string' }] }],
    ['/x/items has no greatest length', { type: 'array', maxItems: 3, items: { type: 'string' } }],
  ])('find an input that %s', (words, part) => {
    expect(inputProblems(closed({ x: { description: 'X.', ...part } })).join()).toContain(words);
  });

  it('find an argument that is not described', () => {
    expect(inputProblems(closed({ x: { type: 'boolean' } }))).toEqual(['/ does not describe x']);
  });

  it('find an answer that could carry anything, however deep', () => {
    const open = { type: 'object', properties: {} };
    expect(outputProblems(closed({ rows: { type: 'array', items: closed({ more: open }) } }))).toEqual([
      '/rows/items/more is open',
    ]);
    expect(outputProblems(closed({ undo: closed({ arguments: open }) }))).toEqual([]);
    expect(outputProblems(closed({ counts: { type: 'object', additionalProperties: { type: 'integer' } } }))).toEqual(
      [],
    );
  });
});

describe('the strict validator', () => {
  const schema = {
    type: 'object',
    additionalProperties: false,
    required: ['a'],
    properties: { a: { type: 'integer' } },
  };

  it('reports every violation, also a member too many', () => {
    expect(violations(schema, { a: 1 })).toEqual([]);
    expect(violations(schema, { a: 'x', b: 2 })).toHaveLength(2);
    expect(violations(schema, {})).toEqual(["/ must have required property 'a'"]);
  });

  it('refuses a schema with words it does not know', () => {
    expect(() => violations({ type: 'object', maximumLength: 3 }, {})).toThrow(/maximumLength/);
  });
});
