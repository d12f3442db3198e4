import type { IncomingMessage } from 'node:http';

/** Nobody's request to a media server is larger. */
export const maxBodyBytes = 1024 * 1024;

/**
 * The whole body as text; undefined when it is larger than `limit`. A body that breaks off ends with its connection.
 * @param limit bytes
 */
export async function readBody(request: IncomingMessage, limit = maxBodyBytes): Promise<string | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request) {
      const bytes = Buffer.from(chunk as Uint8Array);
      size += bytes.length;
      if (size > limit) return undefined;
      chunks.push(bytes);
    }
  } catch {
    return '';
  }
  return Buffer.concat(chunks).toString('utf8');
}
