import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { AuthenticationError, PermissionError } from '../../src/index.js';
import { clientOf, rejection, startUpstream, type UpstreamServer } from './upstream-server.js';

let upstream: UpstreamServer;
afterEach(() => upstream.close());

const operation = { method: 'GET', path: 'x' } as const;

/** How login pages and proxies answer a program that does not come from a browser. */
const answers: Record<string, (response: ServerResponse) => void> = {
  'a challenge for browsers': (response) =>
    response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="nas"' }).end('401 Authorization Required'),
  'a page under 401': (response) =>
    response.writeHead(401, { 'Content-Type': 'text/html; charset=utf-8' }).end('<html>Sign in</html>'),
  'a page under 403': (response) => response.writeHead(403, { 'Content-Type': 'text/html' }).end('<html>No</html>'),
  'a page under 200': (response) =>
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><html>Sign in</html>'),
  'a redirect to another host': (response) =>
    response.writeHead(302, { Location: 'https://auth.example.org/?rd=canary' }).end(),
};

describe('a login in front of the service', () => {
  it.each(Object.keys(answers))(
    'that answers with %s is recognised, with the setting that gets past it',
    async (how) => {
      upstream = await startUpstream((_, response) => answers[how]?.(response));
      const error = await rejection(clientOf(upstream.url).read(operation, z.unknown()));
      const text = JSON.stringify(error);
      expect(text).toMatch(/login/);
      expect(text).toContain('SONARR_HEADERS');
      expect(text).not.toContain('canary');
      expect(text).not.toContain('SONARR_API_KEY');
    },
  );

  it('is told from the service, whatever that says of its own refusals', async () => {
    upstream = await startUpstream((_, response) => answers['a challenge for browsers']?.(response));
    const client = clientOf(upstream.url, { explain: () => new PermissionError('The key is wrong.') });
    const error = await rejection(client.write({ method: 'POST', path: 'x', target: 'series 1' }));
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toMatchObject({ status: 401, changed: 'no', target: 'series 1' });
  });

  it('is not suspected where the service refuses by itself', async () => {
    upstream = await startUpstream((_, response) => response.writeHead(401, { 'WWW-Authenticate': 'Bearer' }).end());
    const error = await rejection(clientOf(upstream.url).read(operation, z.unknown()));
    expect(error).toMatchObject({ message: 'Sonarr refused SONARR_API_KEY.' });
  });
});
