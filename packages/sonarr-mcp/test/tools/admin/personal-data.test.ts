import { expect, it } from 'vitest';
import { withoutPersonalData } from '../../../src/tools/admin/personal-data.js';

it.each([
  ["Auth-Success ip 192.168.1.57 username 'Jo Doe'", 'Auth-Success ip [hidden] username [hidden]'],
  ['Client 10.0.0.9:9091 went away.', 'Client [hidden]:9091 went away.'],
  ['Request from 10.0.0.9.', 'Request from [hidden].'],
  ['http://[fe80::1ff:fe23:4567:890a]:8989/…', 'http://[[hidden]]:8989/…'],
  ['from ::1, ::ffff:192.168.0.2 and 2001:db8::8a2e:370:7334', 'from [hidden], [hidden] and [hidden]'],
  ['Mail to jo.doe+tv@mail.example failed', 'Mail to [hidden] failed'],
  ['user=jo, signed in', 'user=[hidden], signed in'],
])('hides who is meant: %s', (line, shown) => {
  expect(withoutPersonalData(line)).toBe(shown);
});

it.each([
  'Took 00:12:30.1234567, ended at 18:00:00',
  'Sonarr 4.0.17.2953 started at 2026-11-21T17:00:00Z',
  'Babylon.Berlin.S05E04.1080p.WEB.H.264-NTb has 2.5 GB: 1:2',
  'The user agent is refused; a face, a cafe',
])('leaves other lines as they are: %s', (line) => {
  expect(withoutPersonalData(line)).toBe(line);
});

it('reads a line of any length once', () => {
  for (const part of ['a', '1:', 'a:a:', '.', 'user=', 'a@', '1.2.']) {
    const line = part.repeat(200_000 / part.length);
    expect(withoutPersonalData(line).length).toBeGreaterThan(0);
  }
});
