import {
  AmbiguousError,
  CancelledError,
  ConfigurationError,
  ConfirmationNeededError,
  ConflictError,
  InvalidInputError,
  NotFoundError,
  PermissionError,
  ReadOnlyError,
  UnexpectedResponseError,
  WatchstackError,
  type Changed,
  type ErrorJson,
} from '../errors.js';
import { cleanAnswer } from './answer-text.js';
import type { ToolEffect } from './tool.js';

/** A tool's answer as the protocol carries it. */
export interface CallResult {
  readonly [extra: string]: unknown;
  readonly content: { readonly type: 'text'; readonly text: string }[];
  readonly structuredContent?: Record<string, unknown>;
  readonly isError?: true;
}

/** What came of a call: an answer, a question for a person, or no such tool. */
export type CallOutcome =
  | { readonly kind: 'result'; readonly result: CallResult }
  | { readonly kind: 'ask'; readonly message: string; readonly state: string }
  | { readonly kind: 'unknown' };

/** How a write can end without an error. `running`: begun, and not finished within the call's time. */
export const writeOutcomes = ['done', 'unchanged', 'declined', 'running'] as const;

/** A successful answer: structured, and the same as compact JSON text. */
export function answer(structured: Record<string, unknown>): CallOutcome {
  return {
    kind: 'result',
    result: { content: [{ type: 'text', text: JSON.stringify(structured) }], structuredContent: structured },
  };
}

/** A failing answer: the error as JSON text, and never structured content. */
export function failure(error: ErrorJson): CallOutcome {
  return {
    kind: 'result',
    result: { content: [{ type: 'text', text: JSON.stringify({ error: cleanAnswer(error) }) }], isError: true },
  };
}

/**
 * The one mapper from whatever was thrown to what a caller may see.
 * @param effect of the tool, which decides whether the error says what was changed
 * @param redact removes secrets from every text of the error
 */
export function toErrorJson(
  thrown: unknown,
  effect: ToolEffect | undefined,
  redact: (text: string) => string,
): ErrorJson {
  const error =
    thrown instanceof WatchstackError
      ? thrown
      : new UnexpectedResponseError('The server failed in a way it was not built for.', {
          hint: 'Its log, on stderr, has the details. Trying again is not likely to help.',
        });
  const json = error.toJSON();
  const changed = effect === undefined || effect === 'read' ? json.changed : (json.changed ?? changedBy(error));
  const complete: ErrorJson = {
    ...json,
    retryable: json.retryable && (changed === undefined || changed === 'no'),
    ...(changed === undefined ? {} : { changed }),
  };
  return redacted(complete, redact);
}

/** A value with every text in it redacted. */
function redacted<T>(value: T, redact: (text: string) => string): T;
function redacted(value: unknown, redact: (text: string) => string): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((part: unknown) => redacted(part, redact));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, redacted(part, redact)]));
}

/** Errors that are raised before anything is sent, or by the upstream in refusing. */
const nothingChanged = [
  AmbiguousError,
  ConfigurationError,
  ConfirmationNeededError,
  ConflictError,
  InvalidInputError,
  NotFoundError,
  PermissionError,
  ReadOnlyError,
] as const;

function changedBy(error: WatchstackError): Changed {
  return nothingChanged.some((kind) => error instanceof kind) ? 'no' : 'unknown';
}

/** The reason a call's signal carries when its caller went away or took it back. */
export function cancelled(): CancelledError {
  return new CancelledError('The call was cancelled.', { hint: 'Nothing more is done for it.' });
}
