import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../src/errors.js';
import { listFor, selectTools } from '../../src/server/selection.js';
import type { ToolEntry } from '../../src/server/tool-list.js';

const toolsets = [
  { name: 'library', description: 'books' },
  { name: 'admin', description: 'the server' },
];

function entry(name: string, more: Partial<ToolEntry> = {}): ToolEntry {
  return {
    name,
    title: `Title of ${name}`,
    description: `Does ${name}.`,
    inputSchema: { type: 'object' },
    outputSchema: { type: 'object' },
    annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
    toolset: 'library',
    effect: 'read',
    byDefault: true,
    essential: false,
    ...more,
  };
}

const entries = [
  entry('list', { essential: true, relatedWrite: 'add' }),
  entry('add', { effect: 'write' }),
  entry('status', { toolset: 'admin', byDefault: false }),
  entry('get_all', { byDefault: false, aliasOf: 'list' }),
];
const names = (choice: Partial<Parameters<typeof selectTools>[2]>) =>
  selectTools(entries, toolsets, { toolsets: undefined, tools: undefined, excludeTools: undefined, ...choice }).map(
    (tool) => tool.name,
  );

describe('the choice of tools', () => {
  it('is the default ones unless told, and older names only with all', () => {
    expect(names({})).toEqual(['list', 'add']);
    expect(names({ toolsets: ['essential'] })).toEqual(['list']);
    expect(names({ toolsets: ['default', 'admin'] })).toEqual(['list', 'add', 'status']);
    expect(names({ toolsets: ['all'] })).toEqual(['list', 'add', 'status', 'get_all']);
  });

  it('can name single tools, alone or beside toolsets, and leave some out', () => {
    expect(names({ tools: ['status'] })).toEqual(['status']);
    expect(names({ toolsets: ['default'], tools: ['status'] })).toEqual(['list', 'add', 'status']);
    expect(names({ excludeTools: ['add'] })).toEqual(['list']);
  });

  it('refuses names that do not exist and lists the valid ones, one line each', () => {
    expect(() => names({ toolsets: ['libary'] })).toThrow(ConfigurationError);
    try {
      names({ toolsets: ['libary'] });
    } catch (error) {
      expect(error).toMatchObject({ message: "There is no toolset called 'libary'." });
      expect((error as ConfigurationError).hint?.split('\n')).toContain('  library - books');
    }
    expect(() => names({ excludeTools: ['lst'] })).toThrow("There is no tool called 'lst'.");
  });
});

describe('the list of an access level', () => {
  const selected = selectTools(entries, toolsets, { toolsets: undefined, tools: undefined, excludeTools: undefined });

  it('hides writes from readers and says on the related read who can switch them on', () => {
    const list = listFor(selected, 'read', true);
    expect(list.map((tool) => tool.name)).toEqual(['list']);
    expect(list[0]?.description).toContain('add is off');
    expect(list[0]?.description).toContain('READ_ONLY_MODE=false');
  });

  it('shows writers everything without that sentence', () => {
    const list = listFor(selected, 'write', false);
    expect(list.map((tool) => tool.name)).toEqual(['list', 'add']);
    expect(list[0]?.description).toBe('Does list.');
  });

  it('carries nothing but what the protocol knows', () => {
    expect(Object.keys(listFor(selected, 'write', false)[0] ?? {}).sort()).toEqual(
      ['annotations', 'description', 'inputSchema', 'name', 'outputSchema', 'title'].sort(),
    );
  });
});
