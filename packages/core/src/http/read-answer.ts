import { UnexpectedResponseError } from '../errors.js';
import type { Operation, Schema } from './operation.js';
import type { Upstream } from './upstream.js';

/** Media type without parameters, lower case; empty when the answer named none. */
export function mediaType(headers: Headers): string {
  return (headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/**
 * Refuses web pages: a login page or a proxy's own page, which come with status 200 where an API should answer.
 * @param start the first characters of the body
 * @throws UnexpectedResponseError
 */
export function refuseHtml(upstream: Upstream, operation: Operation, headers: Headers, start: string): void {
  const type = mediaType(headers);
  if (type !== 'text/html' && type !== 'application/xhtml+xml' && !/^\s*<(!doctype\s+html|html)\b/i.test(start)) return;
  throw unexpected(upstream, operation, 'answered with a web page instead of data', {
    hint: `It looks like a login page, a reverse proxy's page, or a wrong path in ${upstream.urlSetting}. Open ${upstream.shownUrl} in a browser; if a login stands in front, set ${upstream.headersSetting}, and if ${upstream.service} has a URL base, add it to ${upstream.urlSetting}.`,
  });
}

/**
 * Parses and checks the JSON of a read.
 * @throws UnexpectedResponseError when it is empty, a web page, no JSON, or of another shape
 */
export function readJson<T>(
  upstream: Upstream,
  operation: Operation,
  answer: { readonly headers: Headers; readonly text: string },
  schema: Schema<T>,
): T {
  const { headers, text } = answer;
  refuseHtml(upstream, operation, headers, text.slice(0, 200));
  if (text.trim() === '') {
    throw unexpected(upstream, operation, 'answered with nothing where data was asked for', {
      hint: `Check that ${upstream.urlSetting} leads to ${upstream.service} itself.`,
    });
  }
  const document = parseJson(text);
  if (document === undefined) throw noJson(upstream, operation, headers);
  const checked = check(schema, document.value);
  if (checked.success) return checked.data;
  throw otherShape(upstream, operation, describeIssue(checked.error.issues));
}

/** Checks a value, also against a schema whose own code fails on what it did not expect. */
export function check<T>(schema: Schema<T>, value: unknown): ReturnType<Schema<T>['safeParse']> {
  try {
    return schema.safeParse(value);
  } catch {
    return { success: false, error: { issues: [{ path: [], message: 'not what the schema can read' }] } };
  }
}

/** @returns undefined for what is no JSON */
export function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

/** The answer is no JSON, or JSON that breaks off. */
export function noJson(upstream: Upstream, operation: Operation, headers: Headers): UnexpectedResponseError {
  const type = mediaType(headers);
  const what =
    /^[\w.+-]+\/[\w.+-]{1,60}$/.test(type) && !type.includes('json') ? `${type} instead of` : 'broken or cut-off';
  return unexpected(upstream, operation, `answered with ${what} JSON`, {
    hint: `Try again; if it stays so, check that ${upstream.urlSetting} leads to ${upstream.service} itself and not to something in front of it.`,
  });
}

/** The answer is JSON of another shape. @param where from {@link describeIssue} */
export function otherShape(upstream: Upstream, operation: Operation, where: string): UnexpectedResponseError {
  return unexpected(upstream, operation, `answered with data of another shape (${where})`, {
    hint: `This version of ${upstream.service} may be much older or newer than what this program knows. Please report it with both versions.`,
  });
}

/** Where and how a document differs, without any value of it: `seasons.3.number: expected number, received string`. */
export function describeIssue(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
  prefix: readonly PropertyKey[] = [],
): string {
  const [first] = issues;
  const path = [...prefix, ...(first?.path ?? [])].map(String).join('.').slice(0, 120);
  const message = (first?.message ?? 'not as expected').replace(/^Invalid input: /, '').slice(0, 160);
  return `${path === '' ? 'the whole' : path}: ${message}`;
}

/** @param what continues a sentence that begins with the service's name */
export function unexpected(
  upstream: Upstream,
  operation: Operation,
  what: string,
  details: { readonly hint: string; readonly status?: number; readonly changed?: 'no' | 'unknown' | undefined },
): UnexpectedResponseError {
  return new UnexpectedResponseError(`${upstream.service} ${what}.`, { target: operation.target, ...details });
}
