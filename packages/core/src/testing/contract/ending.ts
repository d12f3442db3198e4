import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHttp } from '../connect.js';
import { initializeRequest, sendHttp } from '../http-probe.js';
import { startProgram, type Exit, type RunningProgram } from '../program.js';
import { recordingUpstream, type RecordingUpstream } from '../recording-upstream.js';
import type { Subject } from './subject.js';

/** How long a program may take to be gone once its client is. */
const graceMs = 2000;

/** What a person relies on who closes their MCP client: nothing stays behind. */
export function endingTests(subject: Subject): void {
  const { program } = subject;

  describe('the program is gone', () => {
    let upstream: RecordingUpstream;
    beforeAll(async () => {
      upstream = await recordingUpstream(() => 'hang');
    });
    afterAll(() => upstream.close());

    /** Starts the program and brings it into the middle of a call that the service never answers. */
    async function hanging(): Promise<RunningProgram> {
      const environment = subject.environmentFor(upstream.url, 'secret-for-tests');
      const running = startProgram({ program, environment });
      await running.initialize();
      const seen = upstream.requests.length;
      running.send({
        jsonrpc: '2.0',
        id: 1,
        method: 'tools/call',
        params: { name: subject.read.tool, arguments: subject.read.arguments },
      });
      await upstream.received(seen + 1);
      return running;
    }

    it('when its stdin closes before a word was said', async () => {
      const running = startProgram({ program });
      running.endInput();
      expect(await goneWithin(running)).toEqual({ code: 0, signal: null });
    });

    it('when its stdin closes between calls', async () => {
      const running = startProgram({ program, args: ['--demo'] });
      await running.initialize();
      await running.request(1, 'tools/call', { name: subject.read.tool, arguments: subject.read.arguments });
      running.endInput();
      expect(await goneWithin(running)).toEqual({ code: 0, signal: null });
      expect(running.stderr()).not.toMatch(/\[(ERROR|CRITICAL)\]/);
    });

    it('when its stdin closes in the middle of a call', async () => {
      const running = await hanging();
      running.endInput();
      expect(await goneWithin(running)).toEqual({ code: 0, signal: null });
    });

    it('when nobody reads its stdout any more', async () => {
      const running = startProgram({ program });
      await running.initialize();
      running.breakOutput();
      running.send({ jsonrpc: '2.0', id: 1, method: 'tools/list' });
      expect(await goneWithin(running)).toEqual({ code: 0, signal: null });
      expect(running.stderr()).not.toMatch(/\[(ERROR|CRITICAL)\]/);
    });

    // Windows has no signals that a program could answer; there they end it outright.
    it.runIf(process.platform !== 'win32').each(['SIGTERM', 'SIGINT'] as const)(
      'when it gets a %s in the middle of a call',
      async (signal) => {
        const running = await hanging();
        running.kill(signal);
        expect(await goneWithin(running)).toEqual({ code: 0, signal: null });
      },
    );

    it.runIf(process.platform !== 'win32').each([
      ['an error that nobody caught', 'throw error;'],
      ['a promise that nobody watched', 'Promise.reject(error);'],
    ])('after %s, which it logs once and without secrets', async (_what, failing) => {
      const canary = 'canary-31c07b';
      const trap = `process.once('SIGUSR2', () => { const error = new Error('boom apikey=${canary}'); ${failing} });`;
      const running = startProgram({
        program,
        environment: {
          ...subject.environmentFor(upstream.url, canary),
          NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(trap)}`,
        },
      });
      await running.initialize();
      running.kill('SIGUSR2');
      expect(await goneWithin(running)).toEqual({ code: 1, signal: null });
      expect(running.stderr().match(/\[CRITICAL\]/g)).toHaveLength(1);
      expect(running.stderr()).toContain('boom');
      expect(running.stderr()).not.toContain(canary);
      expect(running.lines).toHaveLength(1);
    });

    it.runIf(process.platform !== 'win32')('when it serves HTTP and gets a SIGTERM', async () => {
      const running = await startHttp({ program });
      running.kill('SIGTERM');
      expect(await goneWithin(running)).toEqual({ code: 0, signal: null });
    });

    it.runIf(process.platform !== 'win32')('only after a request that had come in is answered', async () => {
      const running = await startHttp({ program });
      const { method, headers, body } = initializeRequest({ expect: '100-continue' });
      const length = Buffer.byteLength(body);
      const sent = request(running.url, { method, headers: { ...headers, 'content-length': length }, agent: false });
      const answered = new Promise<number | undefined>((resolve, reject) => {
        sent.once('error', reject);
        sent.once('response', (response) => {
          response.resume();
          resolve(response.statusCode);
        });
      });
      sent.flushHeaders();
      await new Promise((resolve) => sent.once('continue', resolve));
      running.kill('SIGTERM');
      // Nobody else is let in any more.
      await expect.poll(() => sendHttp(running.url).catch(() => undefined), { timeout: graceMs }).toBeUndefined();
      sent.end(body);
      expect(await answered).toBe(200);
      expect(await goneWithin(running)).toEqual({ code: 0, signal: null });
    });
  });
}

/** How the program ended; it is killed, and the test fails, when it has not by then. */
async function goneWithin(running: RunningProgram): Promise<Exit> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`The program was still there after ${graceMs} ms. Its stderr: ${running.stderr()}`));
    }, graceMs);
  });
  try {
    return await Promise.race([running.exited, late]);
  } finally {
    clearTimeout(timer);
    await running.stop();
  }
}
