import {
  AuthenticationError,
  ConflictError,
  InvalidInputError,
  NotFoundError,
  PermissionError,
  RateLimitedError,
  UnexpectedResponseError,
  UpstreamUnavailableError,
  type Changed,
  type ErrorDetails,
  type WatchstackError,
} from '../errors.js';
import type { FailedResponse } from './http-client.js';
import { mediaType } from './read-answer.js';
import { retryAfterSeconds } from './retry-after.js';
import type { Upstream } from './upstream.js';

/**
 * What a status tells about a write. A refusal changed nothing; a failure inside, or an answer that nobody can read, may have.
 * @returns undefined for reads
 */
export function changedByStatus(effect: 'read' | 'write', status: number): Changed | undefined {
  if (effect === 'read') return undefined;
  return status >= 400 && status < 500 && status !== 408 ? 'no' : 'unknown';
}

/** How browsers are asked for a user and a password; none of the services asks programs so. */
const browserChallenge = /^\s*(?:basic|digest|negotiate|ntlm)\b/i;

/**
 * Tells a login in front of the service from the service itself, which knows nothing of a request that was stopped there.
 * @returns undefined where the service may have answered
 */
export function explainLoginInFront(upstream: Upstream, failure: FailedResponse): AuthenticationError | undefined {
  const asks = failure.status === 401 && browserChallenge.test(failure.headers.get('www-authenticate') ?? '');
  return asks ? loginInFront(upstream, failure) : undefined;
}

function loginInFront(upstream: Upstream, { status, operation, effect }: FailedResponse): AuthenticationError {
  const { service, urlSetting, headersSetting, shownUrl } = upstream;
  return new AuthenticationError(`A login in front of ${service} refused the request; ${service} never saw it.`, {
    target: operation.target,
    status,
    changed: changedByStatus(effect, status),
    hint: `Set ${headersSetting} to the headers that the login at ${shownUrl} lets programs in with, put its user and password into ${urlSetting} (https://user:password@host) where it asks for these, or set ${urlSetting} to the address of ${service} itself.`,
  });
}

/** The general reading of an error status, for services that do not know better. Nothing of the body is passed on. */
export function explainStatus(upstream: Upstream, failure: FailedResponse): WatchstackError {
  const { service, urlSetting, credentialSetting } = upstream;
  const { status, operation, effect } = failure;
  const { target } = operation;
  const details: ErrorDetails = { target, status, changed: changedByStatus(effect, status) };
  if (status >= 500) return explainServerFailure(upstream, failure, details);
  // A service whose own refusal is a page has its own reading of it, which comes before this one.
  if ((status === 401 || status === 403) && mediaType(failure.headers) === 'text/html') {
    return loginInFront(upstream, failure);
  }
  switch (status) {
    case 400:
    case 422:
      return new InvalidInputError(`${service} refused the request: one of its values is not valid.`, {
        ...details,
        hint: 'Check the ids and values of the call.',
      });
    case 401:
      return new AuthenticationError(`${service} refused ${credentialSetting}.`, {
        ...details,
        hint: `Check that ${credentialSetting} is the current one of the ${service} at ${upstream.shownUrl}.`,
      });
    case 403:
      return new PermissionError(`${service} does not allow this.`, {
        ...details,
        hint: `The account behind ${credentialSetting} may lack the right, or something in front of ${service} blocks the request.`,
      });
    case 404:
      return new NotFoundError(`${service} has no ${target ?? 'such item'}.`, {
        ...details,
        hint: `It may have been removed: look it up again. If nothing is found at all, check the path in ${urlSetting}.`,
      });
    case 407:
      return new AuthenticationError(`A proxy in front of ${service} asks for a login.`, {
        ...details,
        hint: `Set ${upstream.headersSetting} to the headers it wants.`,
      });
    case 408:
      return new UpstreamUnavailableError(`${service} did not get the request in time.`, {
        ...details,
        hint: 'The network is slow or broke off; try again.',
      });
    case 409:
    case 423:
      return new ConflictError(`${service} refused the request: its present state does not allow it.`, {
        ...details,
        hint: 'Something else has the same name, is in use, or is already there. Read the item again first.',
      });
    case 429: {
      const seconds = retryAfterSeconds(failure.headers);
      return new RateLimitedError(`${service} has had too many requests for now.`, {
        ...details,
        hint: seconds === undefined ? 'Try again in a minute.' : `Try again in ${seconds} s.`,
        retryAfterSeconds: seconds,
      });
    }
    default:
      return new UnexpectedResponseError(
        `${service} answered with the status ${status}, which says nothing of use here.`,
        {
          ...details,
          hint: `Check that ${urlSetting} leads to ${service} itself, with the right scheme, port and path.`,
        },
      );
  }
}

function explainServerFailure(
  { service, shownUrl }: Upstream,
  { status, headers, effect }: FailedResponse,
  details: ErrorDetails,
): UpstreamUnavailableError {
  const seconds = retryAfterSeconds(headers);
  const again = `try again in ${seconds === undefined ? 'a minute' : `${seconds} s`}`;
  const hint = effect === 'write' ? `Look whether the change was made, then ${again}.` : `Wait, then ${again}.`;
  switch (status) {
    case 502:
    case 504:
      return new UpstreamUnavailableError(`The proxy in front of ${service} got no answer from it.`, {
        ...details,
        hint: `${hint} If it stays so, check that ${service} runs.`,
      });
    case 503:
      return new UpstreamUnavailableError(`${service} is starting, in maintenance or overloaded.`, {
        ...details,
        hint,
      });
    default:
      return new UpstreamUnavailableError(`${service} failed inside while it worked on this.`, {
        ...details,
        hint: `${hint} The log of the ${service} at ${shownUrl} has the reason.`,
      });
  }
}
