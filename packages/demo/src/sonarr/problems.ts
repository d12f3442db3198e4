import type { Reply } from '../http/index.js';
import { json } from './json.js';

/** An answer that ends the request where it is thrown. */
export class Refusal extends Error {
  readonly reply: Reply;

  constructor(reply: Reply) {
    super('refused');
    this.reply = reply;
  }
}

/** One finding of Sonarr's validators. `propertyName` is in PascalCase although the API is not. */
export interface Finding {
  readonly propertyName: string;
  readonly errorMessage: string;
  readonly attemptedValue?: unknown;
  readonly errorCode: string;
}

const TRACE_ID = '00-5e1f3c0a9d7b42f8a6c4d2e0b8f61937-7c1d9e3b5a204f68-00';

/** Sonarr sends its stack traces along; no client may pass them on. */
function stackTrace(message: string): string {
  return [
    `System.Exception: ${message}`,
    '   at NzbDrone.Core.Datastore.BasicRepository`1.Get(Int32 id) in /home/builder/sonarr/src/NzbDrone.Core/Datastore/BasicRepository.cs:line 107',
    '   at Sonarr.Api.V3.RestController.Execute(ActionContext context) in /home/builder/sonarr/src/Sonarr.Http/REST/RestController.cs:line 64',
  ].join('\n');
}

/** `{message, description}`: what most failures look like. */
export function failure(status: number, message: string): Reply {
  return json({ message, description: stackTrace(message) }, status);
}

/** `{message}` alone: what the API's own exceptions look like. */
export function apiFailure(status: number, message: string): Reply {
  return json({ message }, status);
}

/** ASP.NET's problem document. */
export function problem(status: number, title: string, errors?: Readonly<Record<string, readonly string[]>>): Reply {
  const type = `https://tools.ietf.org/html/rfc9110#section-15.5.${status === 404 ? 5 : status === 415 ? 16 : 1}`;
  return json({ type, title, status, errors, traceId: TRACE_ID }, status, {
    'content-type': 'application/problem+json; charset=utf-8',
  });
}

/** 400 for a body or a query that cannot be read; `field` is its JSON path or its parameter. */
export function unreadable(field: string, message: string): Refusal {
  return new Refusal(problem(400, 'One or more validation errors occurred.', { [field]: [message] }));
}

/** 400 with an array of what is wrong. */
export function invalid(...findings: readonly Finding[]): Refusal {
  return new Refusal(
    json(
      findings.map((finding) => ({
        propertyName: finding.propertyName,
        errorMessage: finding.errorMessage,
        attemptedValue: finding.attemptedValue,
        severity: 'error',
        errorCode: finding.errorCode,
        formattedMessageArguments: [],
        formattedMessagePlaceholderValues: {
          propertyName: finding.propertyName,
          propertyValue: finding.attemptedValue,
        },
      })),
      400,
    ),
  );
}

/** 404 as GET by id answers it. */
export function missing(): Refusal {
  return new Refusal(problem(404, 'Not Found'));
}

/** 404 as PUT and the bulk calls answer it. */
export function noSuchModel(model: string, id: number): Refusal {
  return new Refusal(failure(404, `${model} with ID ${id} does not exist`));
}

/** 500: Sonarr fetched a list of ids and got fewer rows than it asked for. Unknown and repeated ids both do that. */
export function rowsMissing(expected: number, found: number): Refusal {
  return new Refusal(failure(500, `Expected query to return ${expected} rows but returned ${found}`));
}
