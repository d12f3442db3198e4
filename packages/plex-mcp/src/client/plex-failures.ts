import {
  AuthenticationError,
  ConflictError,
  InvalidInputError,
  NotFoundError,
  PermissionError,
  UpstreamUnavailableError,
  type FailedResponse,
  type WatchstackError,
} from '@watchstack/core';

/** What only the server's owner may ask for. Older servers answer others with 401, newer ones with 403. */
const ownerOnly = /^\/(status\/|accounts|devices|library\/sections\/[^/]+\/refresh)/;

/** What no Plex Media Server is without, whatever it holds. */
const everyServerHas = /^\/(identity|library\/sections)?$/;

const whereTokenIs =
  'Set PLEX_TOKEN to a current token of the server’s owner: open any item in Plex Web, choose "View XML" in its menu, and copy X-Plex-Token from the address.';

/**
 * Reads the error answers of a Plex Media Server. Their bodies are HTML pages, or XML while the server starts, even where JSON
 * was asked for; none of it is passed on.
 * @returns undefined where the general reading of the status says enough
 */
export function explainPlexFailure(failure: FailedResponse): WatchstackError | undefined {
  const { status, operation } = failure;
  const details = { target: operation.target, status };
  switch (status) {
    case 400:
      return new InvalidInputError('Plex refused the request: one of its values is not valid.', {
        ...details,
        hint: 'Check the ids and filters of the call.',
      });
    case 401:
      return new AuthenticationError(
        ownerOnly.test(operation.path)
          ? 'Plex refused the token: it is wrong or expired, or belongs to somebody who is not the server’s owner.'
          : 'Plex refused the token: it is wrong or expired.',
        { ...details, hint: whereTokenIs },
      );
    case 403:
      return new PermissionError('The token is valid, but its owner may not do this on this Plex server.', {
        ...details,
        hint: 'Use a token of the server’s owner, or ask the owner to allow it.',
      });
    case 404:
      if (everyServerHas.test(operation.path)) {
        return new NotFoundError('Something answers at PLEX_URL, and it is not a Plex Media Server.', {
          ...details,
          target: 'PLEX_URL',
          hint: 'Give the address of the server itself, with its port and, behind a proxy, its path: http://192.168.1.10:32400.',
        });
      }
      return new NotFoundError(`Plex has no ${operation.target ?? 'such item'}.`, {
        ...details,
        hint: 'Keys change when items are removed and added again; look the item up by its title.',
      });
    case 409:
      return new ConflictError('Plex refused the change: something else already has that name.', details);
    case 503:
      return new UpstreamUnavailableError(unavailableBecause(failure.body), {
        ...details,
        hint: 'Try again in a minute; a migration of a large database can take longer.',
      });
    default:
      return undefined;
  }
}

/** The reason in our own words: the body is only searched for known ones. */
function unavailableBecause(body: string): string {
  if (/migrat/i.test(body))
    return 'Plex Media Server is bringing its database to a new version and answers nothing else.';
  if (/start/i.test(body)) return 'Plex Media Server is starting.';
  return 'Plex Media Server is in maintenance or still starting.';
}
