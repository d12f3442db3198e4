import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordingUpstream, type RecordingUpstream } from '../../src/testing/recording-upstream.js';

describe('the recording upstream', () => {
  let upstream: RecordingUpstream;
  beforeEach(async () => {
    upstream = await recordingUpstream();
  });
  afterEach(() => upstream.close());

  it('notes each request with its headers and body', async () => {
    await fetch(`${upstream.url}/series?x=1`, { method: 'POST', headers: { 'X-Api-Key': 'key' }, body: '{"a":1}' });
    expect(upstream.requests).toMatchObject([
      { method: 'POST', url: '/series?x=1', headers: { 'x-api-key': 'key' }, body: '{"a":1}' },
    ]);
  });

  it('answers as it is told, anew for each request', async () => {
    upstream.answer = ({ url }) => (url === '/gone' ? { status: 404, body: 'gone' } : { body: { ok: true } });
    const [good, gone] = await Promise.all([fetch(`${upstream.url}/here`), fetch(`${upstream.url}/gone`)]);
    expect(good.headers.get('content-type')).toBe('application/json');
    expect(await good.json()).toEqual({ ok: true });
    expect([gone.status, await gone.text()]).toEqual([404, 'gone']);
    expect(upstream.abandoned).toBe(0);
  });

  it('leaves a request hanging, and sees when its sender gives up', async () => {
    upstream.answer = () => 'hang';
    const giveUp = new AbortController();
    const request = fetch(upstream.url, { signal: giveUp.signal });
    await upstream.received(1);
    giveUp.abort();
    await expect(request).rejects.toThrow();
    await expect.poll(() => upstream.abandoned).toBe(1);
  });

  it('breaks a connection', async () => {
    upstream.answer = () => 'close';
    await expect(fetch(upstream.url)).rejects.toThrow();
    expect(upstream.requests).toHaveLength(1);
  });

  it('ends with requests still open', async () => {
    upstream.answer = () => 'hang';
    const request = fetch(upstream.url).catch((error: unknown) => error);
    await upstream.received(1);
    await upstream.close();
    expect(await request).toBeInstanceOf(Error);
  });
});
