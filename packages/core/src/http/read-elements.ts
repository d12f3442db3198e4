import type { Deadline } from './deadline.js';
import { cancelledBy, send, type Connection } from './exchange.js';
import { explainNetwork, explainTimeout } from './explain-network.js';
import type { Operation, Schema } from './operation.js';
import { check, describeIssue, noJson, otherShape, parseJson, refuseHtml } from './read-answer.js';
import { toBytes } from './response-body.js';
import { UnexpectedResponseError } from '../errors.js';

/** A document without elements is looked at as a whole, to tell an empty list from none; such documents are short. */
const maxEmptyBytes = 64 * 1024;

/**
 * Streams a JSON document and yields each checked element of the list at `path`. What is not asked for is not kept, and the
 * upstream sends no faster than elements are taken, so that memory stays flat whatever the size.
 *
 * Stopping early breaks the request off. The place among the concurrent requests is held until the loop ends.
 * @param path `$.*` for a list at the top, `$.records.*` for one inside
 * @throws UnexpectedResponseError for what is no JSON, is cut off, has no list there, or an element of another shape
 */
export async function* readElements<T>(
  connection: Connection,
  operation: Operation,
  deadline: Deadline,
  schema: Schema<T>,
  path: string,
): AsyncGenerator<T, void, undefined> {
  const { upstream, maxResponseBytes } = connection;
  const [{ default: JSONParser }, answer] = await Promise.all([
    import('@streamparser/json/jsonparser.js'),
    send(connection, { operation, kind: 'stream', deadline }),
  ]);
  const { response, release } = answer;
  // Whoever forgets a stream half-way holds its place no longer than the deadline.
  deadline.signal.addEventListener('abort', release, { once: true });
  try {
    const ready: { readonly value: unknown; readonly key: PropertyKey }[] = [];
    const parser = new JSONParser({ paths: [path], keepStack: false });
    let inList = true;
    parser.onValue = ({ value, key, parent }) => {
      inList &&= Array.isArray(parent);
      ready.push({ value, key: key ?? '' });
    };
    const parse = (step: () => void) => {
      try {
        step();
      } catch {
        throw noJson(upstream, operation, response.headers);
      }
    };
    const accept = ({ value, key }: { readonly value: unknown; readonly key: PropertyKey }): T => {
      if (!inList) throw noList(connection, operation, path);
      const checked = check(schema, value);
      if (checked.success) return checked.data;
      throw otherShape(upstream, operation, describeIssue(checked.error.issues, [...within(path), key]));
    };

    let beginning: string | undefined = '';
    let sinceElement = 0;
    const decoder = new TextDecoder();
    refuseHtml(upstream, operation, response.headers, '');
    for await (const chunk of response.body ?? []) {
      const bytes = toBytes(chunk);
      if (beginning !== undefined && beginning.length < maxEmptyBytes) {
        beginning += decoder.decode(bytes, { stream: true });
        refuseHtml(upstream, operation, response.headers, beginning.slice(0, 200));
      }
      parse(() => {
        parser.write(bytes);
      });
      sinceElement += bytes.byteLength;
      if (ready.length > 0) {
        beginning = undefined;
        sinceElement = 0;
      }
      if (sinceElement > maxResponseBytes) throw tooLarge(connection, operation);
      for (const element of ready.splice(0)) yield accept(element);
    }
    if (!parser.isEnded)
      parse(() => {
        parser.end();
      });
    for (const element of ready.splice(0)) yield accept(element);
    if (beginning !== undefined && !hasList(beginning, path)) throw noList(connection, operation, path);
  } catch (error) {
    if (error instanceof UnexpectedResponseError) throw error;
    if (deadline.ended === 'timeout') throw explainTimeout(upstream, operation, deadline.timeoutMs, undefined);
    if (deadline.ended !== undefined) throw cancelledBy(operation, undefined);
    throw explainNetwork(upstream, operation, error, undefined);
  } finally {
    release();
  }
}

function within(path: string): string[] {
  return path.split('.').slice(1, -1);
}

function hasList(text: string, path: string): boolean {
  let value = parseJson(text)?.value;
  for (const name of within(path)) {
    value =
      typeof value === 'object' && value !== null
        ? Object.entries(value).find(([key]) => key === name)?.[1]
        : undefined;
  }
  return Array.isArray(value);
}

function noList({ upstream }: Connection, operation: Operation, path: string): UnexpectedResponseError {
  const name = within(path).join('.');
  return otherShape(upstream, operation, `${name === '' ? 'the whole' : name}: expected a list`);
}

function tooLarge({ upstream, maxResponseBytes }: Connection, operation: Operation): UnexpectedResponseError {
  const mebibytes = Math.round(maxResponseBytes / 1024 / 1024);
  return otherShape(upstream, operation, `no element ended within ${mebibytes} MiB`);
}
