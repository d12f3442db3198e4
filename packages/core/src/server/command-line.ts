import { parseArgs } from 'node:util';
import { ConfigurationError } from '../errors.js';
import type { SettingDefinitions } from './settings.js';

/** What the command line asked for. */
export interface CommandLine {
  /** `serve` unless a command stands there. */
  readonly command: 'serve' | 'check' | 'call' | 'journal';
  /** What follows the command. */
  readonly operands: readonly string[];
  /** All flags given, by name; switches hold `true`. */
  readonly flags: Readonly<Record<string, string | undefined>>;
}

/** Flags that are not settings: with a value, and without. */
export const generalFlags = {
  valued: {
    name: 'Name of this server where several of one kind run beside each other: --name 4k.',
    'env-file': 'File with settings, one NAME=value a line.',
    'print-config': 'Prints the configuration for an MCP client: claude-desktop, claude-code, cursor, vscode, codex.',
  },
  plain: {
    help: 'Prints this page.',
    version: 'Prints the version.',
    'list-tools': 'Prints every tool with what it does and whether it is on.',
    demo: 'Runs against an imaginary household on this machine. No account, no setting, nothing real.',
  },
} as const;

const commands = ['check', 'call', 'journal'] as const;

/**
 * Reads the command line.
 * @throws ConfigurationError for a flag or command that does not exist, naming the valid ones
 */
export function parseCommandLine(argv: readonly string[], definitions: SettingDefinitions): CommandLine {
  const valued = [...Object.keys(generalFlags.valued)];
  const plain = [...Object.keys(generalFlags.plain)];
  for (const definition of Object.values(definitions)) {
    if (definition.flag !== undefined) valued.push(definition.flag);
    plain.push(...Object.keys(definition.switches ?? {}));
  }
  const { values, positionals } = parse(argv, valued, plain);
  const [first, ...operands] = positionals;
  const command = commands.find((candidate) => candidate === first);
  if (first !== undefined && command === undefined) {
    throw new ConfigurationError(`There is no command '${first.slice(0, 40)}'.`, {
      hint: `The commands are ${commands.join(', ')}; without one, the server starts.`,
    });
  }
  return {
    command: command ?? 'serve',
    operands,
    flags: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)])),
  };
}

function parse(argv: readonly string[], valued: readonly string[], plain: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: Object.fromEntries<{ readonly type: 'string' | 'boolean' }>([
        ...valued.map((name) => [name, { type: 'string' }] as const),
        ...plain.map((name) => [name, { type: 'boolean' }] as const),
      ]),
    });
  } catch (error) {
    const sentence = error instanceof Error ? (error.message.split('. ', 1)[0] ?? '') : '';
    throw new ConfigurationError(`${sentence}.`, {
      hint: `The flags are ${[...valued, ...plain].map((name) => `--${name}`).join(', ')}. --help explains them.`,
      cause: error,
    });
  }
}
