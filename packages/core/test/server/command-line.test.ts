import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../src/errors.js';
import { parseCommandLine } from '../../src/server/command-line.js';
import { serverSettings } from '../../src/server/server-settings.js';

const definitions = serverSettings('shelf', 9999);
const parse = (...argv: string[]) => parseCommandLine(argv, definitions);

describe('the command line', () => {
  it('serves unless a command stands there', () => {
    expect(parse()).toEqual({ command: 'serve', operands: [], flags: {} });
    expect(parse('--http', '--port', '0')).toMatchObject({ command: 'serve', flags: { http: 'true', port: '0' } });
    expect(parse('call', 'shelf_list_books', '{}', '--demo')).toMatchObject({
      command: 'call',
      operands: ['shelf_list_books', '{}'],
      flags: { demo: 'true' },
    });
  });

  it('refuses unknown flags and commands, naming the valid ones', () => {
    expect(() => parse('--read-wrote')).toThrow(ConfigurationError);
    expect(() => parse('--read-wrote')).toThrow(/--read-wrote/);
    try {
      parse('--read-wrote');
    } catch (error) {
      expect((error as ConfigurationError).hint).toContain('--read-write');
    }
    expect(() => parse('chekc')).toThrow(/no command 'chekc'/);
    expect(() => parse('--port')).toThrow(ConfigurationError);
  });
});
