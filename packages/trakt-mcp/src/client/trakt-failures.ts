import {
  AuthenticationError,
  ConflictError,
  PermissionError,
  RateLimitedError,
  UnexpectedResponseError,
  UpstreamUnavailableError,
  type ErrorDetails,
  type FailedResponse,
  type WatchstackError,
} from '@watchstack/core';

const appsPage = 'https://app.trakt.tv/settings/apps';

/**
 * Reads Trakt's statuses, which mean more than their names: 403 is about the app, never the token; 401 can be a private
 * profile; 420 is a full list. Bodies are not quoted.
 * @returns undefined where the general reading of the status says it all
 */
export function explainFailure(failure: FailedResponse): WatchstackError | undefined {
  const { status, headers, operation, effect } = failure;
  const details: ErrorDetails = {
    target: operation.target,
    status,
    ...(effect === 'write' ? { changed: status < 500 ? 'no' : 'unknown' } : {}),
  };
  switch (status) {
    case 401:
      return headers.get('x-private-user') === 'true'
        ? new PermissionError('That Trakt profile is private.', {
            ...details,
            hint: 'Only followers whom its owner has approved can read it. Do not retry.',
          })
        : new AuthenticationError('Trakt refused the access token: it has expired or was revoked.', {
            ...details,
            hint: 'A token lives for about a week. Get a new one for your app and set TRAKT_ACCESS_TOKEN. Do not retry.',
          });
    case 403:
      return new PermissionError('Trakt refused the app that TRAKT_CLIENT_ID names.', {
        ...details,
        hint:
          `Look at ${appsPage}: the app may be gone (Trakt keeps apps only for VIP accounts), not approved, or replaced by ` +
          'another app on your account. A new token does not help.',
      });
    case 409:
      return new ConflictError('Trakt says that this is under way or done already.', details);
    case 412:
      return new UnexpectedResponseError(
        'Trakt, or something in front of it, did not get the headers that were sent.',
        {
          ...details,
          hint: 'A proxy that removes Content-Type is the usual cause.',
        },
      );
    case 420:
      return accountLimit(headers, details);
    case 423:
      return new PermissionError(
        headers.get('x-account-deactivated') === 'true'
          ? 'This Trakt account is deactivated.'
          : 'This Trakt account is locked.',
        {
          ...details,
          hint: 'Only Trakt can open it again: the owner has to write to its support. Make no more calls until then.',
        },
      );
    case 426:
      return new PermissionError('Trakt gives this to VIP members only.', { ...details, hint: upgradeHint(headers) });
    case 429:
      return tooMany(failure, details);
    case 500:
      return new UpstreamUnavailableError('Trakt failed inside while it worked on this.', {
        ...details,
        hint:
          effect === 'write'
            ? 'Look whether the change was made before trying again.'
            : 'Try again in a minute; https://status.trakt.tv tells about outages.',
      });
    case 502:
    case 503:
    case 504:
      return new UpstreamUnavailableError('Trakt is overloaded or in maintenance.', {
        ...details,
        hint:
          effect === 'write' ? 'Look whether the change was made before trying again in 30 s.' : 'Try again in 30 s.',
      });
    case 520:
    case 521:
    case 522:
    case 523:
    case 524:
      return new UpstreamUnavailableError('Trakt cannot be reached: the network in front of it got no answer.', {
        ...details,
        hint: 'Try again in a minute; https://status.trakt.tv tells about outages.',
      });
    default:
      return undefined;
  }
}

function accountLimit(headers: Headers, details: ErrorDetails): PermissionError {
  const limit = headers.get('x-account-limit');
  const size = limit !== null && /^\d{1,7}$/.test(limit) ? ` of ${limit} items` : '';
  const vip = headers.get('x-vip-user') === 'true';
  return new PermissionError(`The account's limit${size} is reached, and nothing was added.`, {
    ...details,
    hint: vip
      ? 'Remove something from the list first.'
      : `Remove something from the list first. ${upgradeHint(headers)}`,
  });
}

function upgradeHint(headers: Headers): string {
  const url = headers.get('x-upgrade-url') ?? '';
  const trusted = URL.canParse(url) && /(^|\.)trakt\.tv$/.test(new URL(url).hostname) && url.startsWith('https://');
  return `VIP raises it: ${trusted ? url : 'https://trakt.tv/vip'}.`;
}

function tooMany({ headers, effect, json }: FailedResponse, details: ErrorDetails): RateLimitedError {
  const seconds = retryAfter(headers);
  const wait = seconds === undefined ? 'a minute' : `${seconds} s`;
  const walled = json === undefined && (headers.get('content-type') ?? '').includes('html');
  return new RateLimitedError(
    walled
      ? 'The network in front of Trakt has shut this address or app out for a while.'
      : effect === 'write'
        ? 'Trakt takes one change a second, and another one came in between.'
        : 'Trakt has had enough requests from this account for now.',
    {
      ...details,
      hint: `Try again in ${wait}.${walled ? ' Asking earlier makes it longer.' : ''}`,
      retryAfterSeconds: seconds,
    },
  );
}

/** `Retry-After` in seconds, whether it came as a number or as a date. */
function retryAfter(headers: Headers): number | undefined {
  const text = headers.get('retry-after');
  if (text === null) return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - Date.now()) / 1000));
}
