import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../src/errors.js';
import { serverSettings } from '../../src/server/server-settings.js';
import { parseBoth, parseSettings, type SettingSources } from '../../src/server/settings.js';

const own = {
  url: {
    kind: 'url',
    env: ['SHELF_URL', 'SHELF_SERVER_URL'],
    flag: 'url',
    description: 'Address.',
    example: 'http://shelf:1',
  },
  key: { kind: 'secret', env: 'SHELF_KEY', description: 'Key.' },
} as const;
const server = serverSettings('shelf', 9999);

function parse(
  environment: SettingSources['environment'],
  flags: SettingSources['flags'] = {},
  file?: SettingSources['environment'],
) {
  const sources = { flags, environment, file: file && { name: 'shelf.env', values: file } };
  const a = parseSettings(own, sources);
  const b = parseSettings(server, sources);
  return { ...b, own: a.values, warnings: [...a.warnings, ...b.warnings], secrets: [...a.secrets, ...b.secrets] };
}

describe('settings', () => {
  it('are read-only by default and open only by a value that says so', () => {
    expect(parse({}).values.readOnly).toBe(true);
    for (const no of ['false', 'FALSE', '0', 'no', 'Off'])
      expect(parse({ READ_ONLY_MODE: no }).values.readOnly).toBe(false);
    for (const yes of ['true', '1', 'YES', 'on']) expect(parse({ READ_ONLY_MODE: yes }).values.readOnly).toBe(true);
  });

  it('refuse a misspelt safety setting and say what is valid', () => {
    expect(() => parse({ READ_ONLY_MODE: 'flase' })).toThrow(ConfigurationError);
    expect(() => parse({ READ_ONLY_MODE: 'flase' })).toThrow(/READ_ONLY_MODE is 'flase', which is none of true, false/);
  });

  it.each(['', '  ', '${READ_ONLY_MODE}', '${input:mode}'])('count %j as not set, with a warning', (text) => {
    const parsed = parse({ READ_ONLY_MODE: text });
    expect(parsed.values.readOnly).toBe(true);
    expect(parsed.warnings.join()).toContain('READ_ONLY_MODE');
  });

  it.each([
    ['SHELF_KEY', '<your key>'],
    ['SHELF_KEY', 'your_api_key_here'],
    ['SHELF_KEY', 'CHANGEME'],
    ['SHELF_KEY', 'xxxxxxxx'],
    ['SHELF_URL', 'http://<address of your shelf>:1'],
    ['SHELF_HEADERS', 'X-Key: <your key>'],
    ['PUBLIC_URL', 'https://<your host name>/shelf'],
    ['MCP_ALLOWED_HOSTS', 'nas.lan,<your host name>'],
  ])('refuse %s that was left at the placeholder of an example: %s', (name, text) => {
    expect(() => parse({ [name]: text })).toThrow(ConfigurationError);
    expect(() => parse({ [name]: text })).toThrow(new RegExp(`${name} is a placeholder`));
  });

  it('name what is wrong in both sets at once, and not only in the first', () => {
    const environment = { MCP_AUTH_TOKEN: '<a token>', READ_ONLY_MODE: 'flase', SHELF_KEY: '<your key>' };
    expect(() => parseBoth(server, own, { flags: {}, environment })).toThrow(
      /READ_ONLY_MODE is 'flase'.*MCP_AUTH_TOKEN is a placeholder.*SHELF_KEY is a placeholder/,
    );
    const [a, b] = parseBoth(server, own, { flags: {}, environment: { SHELF_KEY: 'key1', READ_ONLY_MODE: 'no' } });
    expect([a.values.readOnly, b.values.key]).toEqual([false, 'key1']);
  });

  it('take no real value for a placeholder', () => {
    const real = [
      '0123456789abcdef0123456789abcdef',
      'aB3dE5-H7jK9_N1pQ3sT',
      'MyYour-password',
      'a<b, but long enough',
    ];
    for (const text of real) expect(parse({ SHELF_KEY: text }).own.key).toBe(text);
    expect(parse({ SHELF_URL: 'http://your-nas:1' }).own.url).toBe('http://your-nas:1');
  });

  it('let the stricter of two sources win for safety, with a warning', () => {
    const parsed = parse({ READ_ONLY_MODE: 'false', SHELF_READ_ONLY_MODE: 'true' }, { 'read-write': 'true' });
    expect(parsed.values.readOnly).toBe(true);
    expect(parsed.warnings.join()).toContain('disagree');
    expect(parse({ ALLOW_FILE_DELETION: 'true' }, {}, { ALLOW_FILE_DELETION: 'false' }).values.allowFileDeletion).toBe(
      false,
    );
    expect(parse({ DESTRUCTIVE_ACTIONS: 'off' }, { 'destructive-actions': 'confirm' }).values.destructiveActions).toBe(
      'off',
    );
  });

  it('say nothing when the sources agree', () => {
    const parsed = parse({ READ_ONLY_MODE: 'false' }, { 'read-write': 'true' });
    expect(parsed.values.readOnly).toBe(false);
    expect(parsed.warnings).toEqual([]);
  });

  it('take flags over the environment and the environment over the file', () => {
    const file = { SHELF_URL: 'http://file' };
    expect(parse({ SHELF_URL: 'http://env' }, { url: 'http://flag' }, file).own.url).toBe('http://flag');
    expect(parse({ SHELF_URL: 'http://env' }, {}, file).own.url).toBe('http://env');
    expect(parse({}, {}, file).own.url).toBe('http://file');
    expect(parse({ SHELF_SERVER_URL: 'http://older' }, {}, file).own.url).toBe('http://older');
  });

  it('name every wrong value with an example', () => {
    expect(() => parse({ SHELF_URL: 'shelf:99' })).toThrow(
      /SHELF_URL is not an http or https address\. Example: http:\/\/shelf:1/,
    );
    expect(() => parse({ MCP_PORT: '99999' })).toThrow(/MCP_PORT must be a whole number from 0 to 65535/);
    expect(() => parse({ LOG_LEVEL: 'LOUD' })).toThrow(/DEBUG, INFO, WARNING, ERROR, CRITICAL/);
  });

  it('read a secret from the file that its _FILE twin names, and keep it for the redactor', () => {
    const secret = path.join(mkdtempSync(path.join(tmpdir(), 'settings-')), 'key');
    writeFileSync(secret, 'canary-from-file\n');
    const parsed = parse({ SHELF_KEY_FILE: secret });
    expect(parsed.own.key).toBe('canary-from-file');
    expect(parsed.secrets).toEqual(['canary-from-file']);
    expect(() => parse({ SHELF_KEY: 'a', SHELF_KEY_FILE: secret })).toThrow(/both set/);
    expect(() => parse({ SHELF_KEY_FILE: `${secret}-missing` })).toThrow(/cannot be read/);
  });

  it('read several extra headers and treat their values as secrets', () => {
    const parsed = parse({ SHELF_HEADERS: 'CF-Access-Client-Id: abc\nCF-Access-Client-Secret: canary:with:colons' });
    expect(parsed.values.headers).toEqual({
      'CF-Access-Client-Id': 'abc',
      'CF-Access-Client-Secret': 'canary:with:colons',
    });
    expect(parsed.secrets).toContain('canary:with:colons');
    expect(() => parse({ SHELF_HEADERS: 'no colon here' })).toThrow(/'Name: value'/);
  });
});
