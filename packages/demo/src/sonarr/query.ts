import type { Call } from '../http/index.js';
import type { Document } from './json.js';
import { isDocument } from './json.js';
import { unreadable } from './problems.js';

/** Parameters are found whatever their case, as ASP.NET does. */
function values(call: Call, name: string): readonly string[] {
  return [...call.query].filter(([key]) => key.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
}

/** The first value of a parameter; undefined when it is absent or empty. */
export function text(call: Call, name: string): string | undefined {
  const value = values(call, name)[0];
  return value === '' ? undefined : value;
}

function toInteger(name: string, value: string): number {
  if (!/^\s*-?\d{1,10}\s*$/.test(value)) throw unreadable(name, `The value '${value}' is not valid.`);
  return Number(value);
}

/** A whole number. Refuses anything else with 400. */
export function integer(call: Call, name: string): number | undefined {
  const value = text(call, name);
  return value === undefined ? undefined : toInteger(name, value);
}

/** A repeated whole number: `?seriesIds=1&seriesIds=2`. */
export function integers(call: Call, name: string): readonly number[] {
  return values(call, name)
    .filter((value) => value !== '')
    .map((value) => toInteger(name, value));
}

/** A repeated text: `?status=queued&status=paused`. */
export function texts(call: Call, name: string): readonly string[] {
  return values(call, name).filter((value) => value !== '');
}

/** True or false. Refuses anything else with 400. */
export function flag(call: Call, name: string, otherwise: boolean): boolean {
  const value = text(call, name)?.toLowerCase();
  if (value === undefined) return otherwise;
  if (value !== 'true' && value !== 'false') throw unreadable(name, `The value '${value}' is not valid.`);
  return value === 'true';
}

/** An instant. A date without a time is midnight where the server stands, which here is UTC. */
export function moment(call: Call, name: string): Date | undefined {
  const value = text(call, name);
  if (value === undefined) return undefined;
  const zoned = /^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T00:00:00Z` : value;
  const parsed = new Date(zoned);
  if (Number.isNaN(parsed.getTime())) throw unreadable(name, `The value '${value}' is not valid.`);
  return parsed;
}

/** The body as a JSON object; its keys are taken in any case by `field`. Refuses anything else with 400. */
export function bodyDocument(call: Call): Document {
  const parsed = bodyValue(call);
  if (!isDocument(parsed)) throw unreadable('$', 'The JSON value could not be converted.');
  return parsed;
}

/** The body as JSON. Refuses what cannot be parsed with 400. */
export function bodyValue(call: Call): unknown {
  if (call.body === '') throw unreadable('', 'A non-empty request body is required.');
  try {
    const parsed: unknown = JSON.parse(call.body);
    return parsed;
  } catch {
    throw unreadable('$', 'The input does not contain valid JSON.');
  }
}

/** A field of a document whatever the case of its name; null counts as absent. */
export function field(document: Document, name: string): unknown {
  const key = name in document ? name : Object.keys(document).find((one) => one.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : (document[key] ?? undefined);
}

/** A whole number in a body. */
export function integerField(document: Document, name: string): number | undefined {
  const value = field(document, name);
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    throw unreadable(`$.${name}`, 'The JSON value could not be converted to System.Int32.');
  }
  return value;
}

/** A text in a body. */
export function textField(document: Document, name: string): string | undefined {
  const value = field(document, name);
  if (value !== undefined && typeof value !== 'string') {
    throw unreadable(`$.${name}`, 'The JSON value could not be converted to System.String.');
  }
  return value;
}

/** True or false in a body. */
export function flagField(document: Document, name: string): boolean | undefined {
  const value = field(document, name);
  if (value !== undefined && typeof value !== 'boolean') {
    throw unreadable(`$.${name}`, 'The JSON value could not be converted to System.Boolean.');
  }
  return value;
}

/** A list of whole numbers in a body. */
export function integersField(document: Document, name: string): readonly number[] | undefined {
  const value = field(document, name);
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw unreadable(`$.${name}`, 'The JSON value could not be converted to a list.');
  return value.map((one: unknown, index) => {
    if (typeof one !== 'number' || !Number.isInteger(one)) {
      throw unreadable(`$.${name}[${index}]`, 'The JSON value could not be converted to System.Int32.');
    }
    return one;
  });
}

/** One of a closed set of words in a body, in any case. Numbers are taken too, as the position in the set. */
export function wordField<T extends string>(document: Document, name: string, words: readonly T[]): T | undefined {
  const value = field(document, name);
  if (value === undefined) return undefined;
  const byName =
    typeof value === 'string' ? words.find((word) => word.toLowerCase() === value.toLowerCase()) : undefined;
  const found = typeof value === 'number' ? words[value] : byName;
  if (found === undefined) throw unreadable(`$.${name}`, 'The JSON value could not be converted to the enum.');
  return found;
}
