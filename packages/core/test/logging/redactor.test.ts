import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/index.js';

describe('secrets that are known', () => {
  const secret = 'pä"ss/w rd+1';
  const redact = createRedactor([secret]);

  it.each([
    ['as they are', secret],
    ['in an address', encodeURIComponent(secret)],
    ['in a form', new URLSearchParams({ q: secret }).toString().slice(2)],
    ['in JSON', JSON.stringify(secret).slice(1, -1)],
  ])('are removed %s', (_, form) => {
    expect(redact(`before ${form} after ${form}`)).toBe('before [redacted] after [redacted]');
  });

  it('are removed as the header of a user and password', () => {
    const pair = createRedactor(['owner:hunter22']);
    expect(pair(`sent ${Buffer.from('owner:hunter22').toString('base64')}`)).toBe('sent [redacted]');
  });

  it('are removed without their scheme', () => {
    expect(createRedactor(['Bearer abcd1234'])('the token abcd1234')).toBe('the token [redacted]');
  });

  it('that hold one another are removed whole', () => {
    expect(createRedactor(['abcd', 'abcd-efgh'])('x abcd-efgh y abcd z')).toBe('x [redacted] y [redacted] z');
  });

  it('under four characters are left, and so are the words of JSON', () => {
    const careful = createRedactor(['abc', '', ' ', 'true', 'null']);
    expect(careful('abc {"ok":true,"x":null}')).toBe('abc {"ok":true,"x":null}');
  });

  it('can come later', () => {
    const growing = createRedactor();
    growing.add('issued-later');
    expect(growing('got issued-later')).toBe('got [redacted]');
  });
});

describe('secrets that nobody told are known by their names', () => {
  const redact = createRedactor();

  it.each([
    ['https://nzb.example/api?t=get&apikey=s3cr3t&id=5', 'https://nzb.example/api?t=get&apikey=[redacted]&id=5'],
    ['GET /x?X-Plex-Token=s3cr3t done', 'GET /x?X-Plex-Token=[redacted] done'],
    ['X-Plex-Token: s3cr3t', 'X-Plex-Token: [redacted]'],
    ['x-api-key: s3cr3t, next', 'x-api-key: [redacted], next'],
    ['?access_token=s3cr3t&refresh_token=s3cr3t', '?access_token=[redacted]&refresh_token=[redacted]'],
    ['client_secret=s3cr3t;', 'client_secret=[redacted];'],
    ['password=s3cr3t passkey=s3cr3t token=s3cr3t', 'password=[redacted] passkey=[redacted] token=[redacted]'],
    ['rss?passkey%3Ds3cr3t', 'rss?passkey%3D[redacted]'],
    ['Authorization: Bearer s3cr3t', 'Authorization: Bearer [redacted]'],
    ['{"Authorization":"Basic s3cr3t"}', '{"Authorization":"Basic [redacted]"}'],
    ['got Bearer abcdefgh12345678ijkl.x-y_z= then', 'got Bearer [redacted] then'],
    ['{"password": "s3cr3t \\" s3cr3t", "id": 1}', '{"password": "[redacted]", "id": 1}'],
    ['{"body":"{\\"apiKey\\":\\"s3cr3t\\",\\"id\\":1}"}', '{"body":"{\\"apiKey\\":\\"[redacted]\\",\\"id\\":1}"}'],
    ['http://owner:s3cr3t@nas:8989/x', 'http://[redacted]@nas:8989/x'],
  ])('%s', (text, expected) => {
    expect(redact(text)).toBe(expected);
    expect(redact(expected)).toBe(expected);
  });

  it.each([
    'Plex refused the token: it is wrong or expired.',
    'Set SONARR_API_KEY=0123abcd in your environment.',
    'bearer authentication is asked for, basic configuration is not',
    'https://example.org/@user and mail to a@b.example',
    'The Secret: a series about passwords',
  ])('leaves alone: %s', (text) => {
    expect(redact(text)).toBe(text);
  });
});

it('JSON stays JSON, and no secret stays in it, wherever it stood', () => {
  const secret = 'k3y-äé"\\&=%';
  const redact = createRedactor([secret]);
  const place = fc.constantFrom('title', 'password', 'apikey', 'Authorization', 'url');
  const wrap = fc.constantFrom(
    (value: string) => value,
    (value: string) => `https://x:${encodeURIComponent(value)}@h/?token=${encodeURIComponent(value)}`,
    (value: string) => JSON.stringify({ password: value }),
  );
  fc.assert(
    fc.property(place, wrap, fc.string(), fc.string(), (name, form, before, after) => {
      const clean = redact(JSON.stringify({ [name]: before + form(secret) + after, n: 1 }));
      expect(JSON.parse(clean)).toHaveProperty('n', 1);
      expect(clean).not.toContain('k3y');
      expect(redact(clean)).toBe(clean);
    }),
  );
});
