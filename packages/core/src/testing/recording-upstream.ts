import { createServer, type IncomingMessage } from 'node:http';

/** A request as it came in, secrets included. */
export interface UpstreamRequest {
  readonly method: string;
  /** Path and query, as sent. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** What the upstream does with a request: answers, never answers, or breaks the connection. */
export type UpstreamAnswer =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** An object is sent as JSON, with its content type. */
      readonly body?: string | object;
    }
  | 'hang'
  | 'close';

/** A loopback server that notes every request and answers as it is told. */
export interface RecordingUpstream {
  /** Without trailing slash. */
  readonly url: string;
  /** Oldest first. */
  readonly requests: UpstreamRequest[];
  /** How the next requests are answered. */
  answer: (request: UpstreamRequest) => UpstreamAnswer;
  /** How many requests their sender gave up before an answer. */
  readonly abandoned: number;
  /** Waits until that many requests have come. */
  received(count: number): Promise<void>;
  close(): Promise<void>;
}

/** Starts a {@link RecordingUpstream} on a free port. Unless told, it answers `{}`. */
export async function recordingUpstream(
  answer: RecordingUpstream['answer'] = () => ({ body: {} }),
): Promise<RecordingUpstream> {
  const requests: UpstreamRequest[] = [];
  const waiting = new Set<() => void>();
  let abandoned = 0;
  const server = createServer((incoming, response) => {
    response.once('close', () => {
      if (!response.writableFinished) abandoned += 1;
    });
    void readBody(incoming).then((body) => {
      const request = { method: incoming.method ?? '', url: incoming.url ?? '', headers: incoming.headers, body };
      requests.push(request);
      for (const wake of [...waiting]) wake();
      const reply = upstream.answer(request);
      if (reply === 'hang') return;
      if (reply === 'close') return void incoming.socket.destroy();
      const json = typeof reply.body === 'object';
      response.writeHead(reply.status ?? 200, {
        ...(json ? { 'content-type': 'application/json' } : {}),
        ...reply.headers,
      });
      response.end(json ? JSON.stringify(reply.body) : reply.body);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The upstream has no port.');
  const upstream: RecordingUpstream = {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    answer,
    get abandoned() {
      return abandoned;
    },
    received: (count) =>
      new Promise((resolve) => {
        const wake = () => {
          if (requests.length < count) return;
          waiting.delete(wake);
          resolve();
        };
        waiting.add(wake);
        wake();
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return upstream;
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
  } catch {
    // A sender that goes away in the middle has said what it has said.
  }
  return Buffer.concat(chunks).toString('utf8');
}
