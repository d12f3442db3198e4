import {
  AuthenticationError,
  ConflictError,
  InvalidInputError,
  NotFoundError,
  UnexpectedResponseError,
  UpstreamUnavailableError,
  type ErrorDetails,
  type FailedResponse,
  type WatchstackError,
} from '@watchstack/core';
import { failedTests } from './provider-tests.js';
import { explainRefusedFields } from './refused-fields.js';

const addressHint =
  'Check SONARR_URL: host, port, and the URL base that Sonarr shows under Settings > General, for example http://192.168.1.20:8989/sonarr.';

/**
 * Reads the failures of Sonarr, which come in five shapes: a list of refused fields, `{ message, description }`,
 * `{ message, content }`, ASP.NET's problem details, and nothing at all. `description` is a stack trace with the folders of the
 * machine; nothing of it, and no other text of a failing Sonarr, is passed on as it is.
 * @returns undefined where the general reading of the status says enough
 */
export function explainSonarrFailure(failure: FailedResponse): WatchstackError | undefined {
  const { status } = failure;
  if (status >= 300 && status < 400) return explainRedirect(failure);
  if (isHtml(failure)) return undefined;
  switch (status) {
    case 400:
      return explainBadRequest(failure);
    case 401:
      return new AuthenticationError('Sonarr refused the API key.', {
        ...details(failure),
        hint: 'Set SONARR_API_KEY to the key that Sonarr shows under Settings > General > Security.',
      });
    case 404:
      return explainNotFound(failure);
    case 409:
      return explainConflict(failure);
    case 500:
      return explainException(failure);
    case 503:
      return explainUnavailable(failure);
    default:
      return undefined;
  }
}

/** A write refused with a status below 500 left everything as it was; after others nobody can tell. */
function details({ operation, status, effect }: FailedResponse): ErrorDetails {
  return {
    target: operation.target,
    status,
    ...(effect === 'write' ? { changed: status >= 500 ? 'unknown' : 'no' } : {}),
  };
}

function isHtml({ headers }: FailedResponse): boolean {
  return /\bhtml\b/i.test(headers.get('content-type') ?? '');
}

/** Sonarr answers so when it lives below a URL base that the address lacks. */
function explainRedirect(failure: FailedResponse): WatchstackError | undefined {
  if (failure.status !== 307) return undefined;
  return new UnexpectedResponseError('Sonarr sends us to another path: it seems to live below a URL base.', {
    ...details(failure),
    hint: addressHint,
  });
}

function explainBadRequest(failure: FailedResponse): WatchstackError | undefined {
  const tests = failedTests(failure.operation.path, failure.json, details(failure));
  if (tests !== undefined) return tests;
  const refused = explainRefusedFields(failure.json, details(failure));
  if (refused !== undefined) return refused;
  if (/\binvalid search term\b/i.test(messageOf(failure))) {
    return new InvalidInputError('Sonarr cannot search for that.', {
      ...details(failure),
      hint: 'Search for a title, or for an id such as tvdb:81189. A path is no search term.',
    });
  }
  if (unknownCommand.test(messageOf(failure))) return noSuchCommand(failure);
  if (failure.operation.method === 'GET' && isRelease(failure)) {
    return new UpstreamUnavailableError('Sonarr could not search its indexers.', {
      ...details(failure),
      hint: 'Look at the health of Sonarr; an indexer may be down or not set up for searches.',
    });
  }
  return new InvalidInputError('Sonarr refused the request: one of its values is missing or not valid.', {
    ...details(failure),
    hint: 'Check the ids and values of the call.',
  });
}

function isRelease({ operation }: FailedResponse): boolean {
  return operation.path === '/api/v3/release';
}

function explainNotFound(failure: FailedResponse): WatchstackError {
  const { operation } = failure;
  if (operation.method === 'POST' && isRelease(failure) && failure.json !== undefined) {
    return new NotFoundError('Sonarr does not remember that release any more.', {
      ...details(failure),
      hint: 'It forgets half an hour after a search, and when it restarts: search again and choose from the new list.',
    });
  }
  // Lists are there in every Sonarr, empty ones too; without an id in the path, it is the path that is not there.
  if (failure.json === undefined && !/\/\d+$/.test(operation.path)) {
    return new UnexpectedResponseError('What answers under this address has no Sonarr API.', {
      ...details(failure),
      hint: addressHint,
    });
  }
  return gone(failure);
}

function gone(failure: FailedResponse, changed = details(failure).changed): NotFoundError {
  return new NotFoundError(`Sonarr has no ${failure.operation.target ?? 'such item'}.`, {
    ...details(failure),
    changed,
    hint: 'It may have been removed meanwhile; list again to see what there is.',
  });
}

function explainConflict(failure: FailedResponse): WatchstackError {
  const message = messageOf(failure);
  if (/still in use/i.test(message)) {
    return new ConflictError('Sonarr keeps it, because it is still in use.', {
      ...details(failure),
      hint: 'Take it away from everything that uses it first.',
    });
  }
  if (isRelease(failure)) {
    return new ConflictError('The indexer did not hand out the release.', {
      ...details(failure),
      hint: 'Choose another release, or try again later.',
    });
  }
  if (/unable to cancel/i.test(message)) {
    return new ConflictError('Sonarr cannot cancel work that it has begun.', {
      ...details(failure),
      hint: 'Only work that still waits can be cancelled.',
    });
  }
  if (/root folder/i.test(message)) {
    return new ConflictError('Sonarr deletes no files while their root folder is missing or empty.', {
      ...details(failure),
      hint: 'The disk is probably not mounted; look at the root folders in Sonarr.',
    });
  }
  return new ConflictError('Sonarr refused the change: it does not fit what is there already.', {
    ...details(failure),
    hint: 'Read the present state and decide again.',
  });
}

/** What a change left behind that met an id which is not there, or is named twice. */
function changedByMissing(failure: FailedResponse): ErrorDetails['changed'] {
  const { method, path } = failure.operation;
  // Marks of episodes are written first, and stumble only when they are read back.
  if (path.endsWith('/episode/monitor')) return 'yes';
  // Deletions and changes of groups look for all their items before they do anything.
  if (method === 'DELETE' || /\/(editor|seasonpass)$/.test(path)) return 'no';
  return details(failure).changed;
}

const unknownCommand = /sequence contains no matching element/i;

function noSuchCommand(failure: FailedResponse): WatchstackError {
  return new InvalidInputError('This Sonarr does not know that command.', {
    ...details(failure),
    changed: 'no',
    hint: 'It may be too old for it; update Sonarr.',
  });
}

function explainException(failure: FailedResponse): WatchstackError {
  const message = messageOf(failure);
  if (/expected query to return/i.test(message)) {
    return gone(failure, changedByMissing(failure));
  }
  if (failure.operation.path.endsWith('/command') && unknownCommand.test(message)) return noSuchCommand(failure);
  return new UpstreamUnavailableError('Sonarr failed while it worked on the request.', {
    ...details(failure),
    hint: 'The reason is in Sonarr under System > Log Files.',
  });
}

function explainUnavailable(failure: FailedResponse): WatchstackError {
  const message = messageOf(failure);
  if (/starting/i.test(message)) {
    return new UpstreamUnavailableError('Sonarr is starting.', {
      ...details(failure),
      ...(failure.effect === 'write' ? { changed: 'no' } : {}),
      hint: 'Try again in a minute.',
    });
  }
  if (/skyhook|tvdb/i.test(message) || failure.operation.path.endsWith('/series/lookup')) {
    return new UpstreamUnavailableError('Sonarr is there, but does not reach its metadata service on the internet.', {
      ...details(failure),
      // It asks that service before it saves anything.
      ...(failure.effect === 'write' ? { changed: 'no' } : {}),
      hint: 'Try again in a few minutes; otherwise check the internet connection of the machine Sonarr runs on.',
    });
  }
  return new UpstreamUnavailableError('Sonarr cannot answer at the moment.', {
    ...details(failure),
    hint: 'Try again in a minute.',
  });
}

/** The sentence in the document, only to search it for known ones. */
function messageOf({ json }: FailedResponse): string {
  if (typeof json !== 'object' || json === null) return '';
  for (const field of ['message', 'errorMessage']) {
    const value: unknown = Object.getOwnPropertyDescriptor(json, field)?.value;
    if (typeof value === 'string') return value;
  }
  return '';
}
