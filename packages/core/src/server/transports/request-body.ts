import type { IncomingMessage } from 'node:http';

/** Nobody's request to a media server is larger. */
export const maxBodyBytes = 1024 * 1024;

/**
 * The whole body as text; undefined when it is larger than `limit`. A body that breaks off ends with its connection.
 * @param limit bytes
 */
export function readBody(request: IncomingMessage, limit = maxBodyBytes): Promise<string | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return Promise.resolve(undefined);
  // Whoever sends it may be gone before it is wanted.
  if (request.destroyed) return Promise.resolve('');
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const end = (text: string | undefined) => {
      request.off('data', take);
      resolve(text);
    };
    const take = (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) {
        chunks.push(chunk);
        return;
      }
      // What still comes is thrown away unread, so that the sender hears why it was too much.
      end(undefined);
      request.resume();
    };
    request.on('data', take);
    request.once('end', () => {
      end(Buffer.concat(chunks).toString('utf8'));
    });
    request.once('error', () => {
      end('');
    });
    request.once('close', () => {
      end('');
    });
  });
}
