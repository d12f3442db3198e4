import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { WatchstackError } from '../../src/index.js';
import { clientOf, rejection } from './upstream-server.js';

const network = setupServer();
beforeAll(() => {
  network.listen({ onUnhandledRequest: 'error' });
});
afterEach(() => {
  network.resetHandlers();
});
afterAll(() => {
  network.close();
});

const url = 'http://nas.example:8989/sonarr';

const table = [
  [300, 'unexpected_response', 'unknown'],
  [304, 'unexpected_response', 'unknown'],
  [400, 'invalid_input', 'no'],
  [401, 'authentication', 'no'],
  [402, 'unexpected_response', 'no'],
  [403, 'permission', 'no'],
  [404, 'not_found', 'no'],
  [405, 'unexpected_response', 'no'],
  [406, 'unexpected_response', 'no'],
  [407, 'authentication', 'no'],
  [408, 'upstream_unavailable', 'unknown'],
  [409, 'conflict', 'no'],
  [415, 'unexpected_response', 'no'],
  [422, 'invalid_input', 'no'],
  [423, 'conflict', 'no'],
  [429, 'rate_limited', 'no'],
  [500, 'upstream_unavailable', 'unknown'],
  [501, 'upstream_unavailable', 'unknown'],
  [502, 'upstream_unavailable', 'unknown'],
  [503, 'upstream_unavailable', 'unknown'],
  [504, 'upstream_unavailable', 'unknown'],
  [521, 'upstream_unavailable', 'unknown'],
] as const;

describe.each(table)('status %i', (status, code, changed) => {
  it(`is ${code} for a read and for a write, which says whether it was made`, async () => {
    const answer = () => new HttpResponse(null, { status, headers: { 'Retry-After': '60' } });
    network.use(http.all(`${url}/*`, answer));
    const client = clientOf(url);
    const read = await rejection(client.read({ method: 'GET', path: 'series' }, z.unknown()));
    expect(read).toMatchObject({ code, status, changed: undefined });
    const write = await rejection(client.write({ method: 'PUT', path: 'series/1', body: {}, target: 'series 1' }));
    expect(write).toMatchObject({ code, status, changed, target: 'series 1' });
    for (const error of [read, write]) {
      const { message, hint } = error instanceof WatchstackError ? error : {};
      expect(message).toContain('Sonarr');
      expect(hint).toMatch(/\S{3,}.*\.$/);
    }
  });
});
