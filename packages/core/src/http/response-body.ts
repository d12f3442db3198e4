/** Thrown by {@link readBounded}; the caller knows what to say about it. */
export class BodyTooLargeError extends Error {}

/**
 * Reads a body as UTF-8 text.
 * @param maxBytes after decompression
 * @throws BodyTooLargeError as soon as it is known that there is more; the connection is given up
 */
export async function readBounded(response: Response, maxBytes: number): Promise<string> {
  const announced = Number(response.headers.get('content-length') ?? Number.NaN);
  if (announced > maxBytes) {
    discard(response);
    throw new BodyTooLargeError();
  }
  // What is announced is what comes, except when it is compressed.
  if (announced <= maxBytes && !response.headers.has('content-encoding')) return response.text();
  const { text, complete } = await readUpTo(response, maxBytes);
  if (!complete) throw new BodyTooLargeError();
  return text;
}

/**
 * Reads the beginning of a body. The rest is not waited for: a connection with more on it is given up.
 * @param maxMs how long to wait for it
 * @returns the text, and whether it is the whole body
 */
export async function readUpTo(
  response: Response,
  maxBytes: number,
  maxMs?: number,
): Promise<{ readonly text: string; readonly complete: boolean }> {
  if (response.body === null) return { text: '', complete: true };
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  let complete = true;
  const giveUp = () => {
    complete = false;
    reader.cancel().catch(() => undefined);
  };
  const timer = maxMs === undefined ? undefined : setTimeout(giveUp, maxMs);
  try {
    for (;;) {
      const read = await reader.read();
      if (read.done) return { text: text + decoder.decode(), complete };
      const chunk = toBytes(read.value);
      const part = chunk.subarray(0, maxBytes - bytes);
      bytes += part.byteLength;
      text += decoder.decode(part, { stream: true });
      if (part.byteLength < chunk.byteLength) giveUp();
    }
  } finally {
    clearTimeout(timer);
  }
}

/** Throws a body away that nobody reads. */
export function discard(response: Response): void {
  response.body?.cancel().catch(() => undefined);
}

/** Response bodies hold nothing but bytes, which the platform's types leave open. */
export function toBytes(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  throw new TypeError('a response body holds something else than bytes');
}
