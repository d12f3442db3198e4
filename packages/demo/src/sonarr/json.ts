import type { Reply } from '../http/index.js';

/** A JSON object whose fields are not known in advance. */
export type Document = Record<string, unknown>;

/** Whether a value is a JSON object. */
export function isDocument(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An instant the way Sonarr writes it: UTC, whole seconds, `Z`. */
export function instant(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}

/** A length of time the way .NET writes it: `[d.]hh:mm:ss`, with a fraction where there is one. */
export function timeSpan(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  const days = Math.floor(whole / 86_400);
  const clock = `${two(Math.floor(whole / 3600) % 24)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  const fraction = seconds === whole ? '' : `.${String(Math.round((seconds - whole) * 10_000_000)).padStart(7, '0')}`;
  return `${days > 0 ? `${days}.` : ''}${clock}${fraction}`;
}

/** An answer in Sonarr's JSON, which is indented. What Sonarr leaves out must be undefined or absent, never null. */
export function json(value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value, undefined, 2),
  };
}

/** What a void action answers: 200 and nothing. */
export const nothing: Reply = { status: 200 };
