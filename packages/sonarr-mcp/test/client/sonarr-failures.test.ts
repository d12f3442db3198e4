import type { FailedResponse, HttpMethod } from '@watchstack/core';
import { describe, expect, it } from 'vitest';
import { explainSonarrFailure } from '../../src/client/sonarr-failures.js';

const stack =
  '   at NzbDrone.Core.Datastore.BasicRepository`1.Get(IEnumerable`1 ids) in /opt/build/src/BasicRepository.cs:line 134';

interface Answer {
  readonly method?: HttpMethod;
  readonly path?: string;
  readonly target?: string;
  readonly status: number;
  readonly json?: unknown;
  readonly contentType?: string;
  readonly body?: string;
}

function failed({ method = 'GET', path = '/api/v3/series/5', target = 'series 5', ...answer }: Answer): FailedResponse {
  const type = answer.contentType ?? (answer.json === undefined ? undefined : 'application/json; charset=utf-8');
  return {
    operation: { method, path, target },
    effect: method === 'GET' ? 'read' : 'write',
    status: answer.status,
    headers: new Headers(type === undefined ? {} : { 'content-type': type }),
    body: answer.body ?? (answer.json === undefined ? '' : JSON.stringify(answer.json)),
    json: answer.json,
  };
}

const explained = (answer: Answer) => explainSonarrFailure(failed(answer))?.toJSON();

function refusal(propertyName: string, errorCode: string | undefined, errorMessage = 'Refused', severity = 'error') {
  return {
    propertyName,
    errorMessage,
    attemptedValue: '/secret/folder',
    severity,
    ...(errorCode === undefined ? {} : { errorCode }),
    formattedMessageArguments: [],
    formattedMessagePlaceholderValues: { propertyName, propertyValue: '/secret/folder' },
  };
}

const add = { method: 'POST', path: '/api/v3/series', target: 'series tvdb:81189', status: 400 } as const;

describe('a refused series', () => {
  it('is a conflict when it is already in the library, and says so', () => {
    expect(
      explained({ ...add, json: [refusal('TvdbId', 'SeriesExistsValidator', 'This series has already been added')] }),
    ).toMatchObject({
      code: 'conflict',
      message: 'This series is already in the library.',
      target: 'series tvdb:81189',
      retryable: false,
      changed: 'no',
      status: 400,
    });
  });

  it('is a conflict too when other values are refused beside it', () => {
    const json = [refusal('RootFolderPath', 'RootFolderExistsValidator'), refusal('TvdbId', 'SeriesExistsValidator')];
    expect(explained({ ...add, json })?.code).toBe('conflict');
  });

  it('names the root folder and the quality profile in plain words, both at once', () => {
    const error = explained({
      ...add,
      json: [
        refusal('RootFolderPath', 'RootFolderExistsValidator'),
        refusal('QualityProfileId', 'QualityProfileExistsValidator'),
      ],
    });
    expect(error).toMatchObject({ code: 'invalid_input', changed: 'no' });
    expect(error?.message).toContain('root folder');
    expect(error?.message).toContain('quality profile');
  });

  it('is not found when TheTVDB does not know the id', () => {
    const json = [refusal('TvdbId', undefined, 'A series with this ID was not found. /secret/folder')];
    expect(explained({ ...add, json })).toMatchObject({ code: 'not_found', changed: 'no' });
  });

  it('names a value that no rule of ours knows by its name, and never by its content', () => {
    const json = [refusal('SeasonFolder', 'NotNullValidator'), refusal('<b>/etc/passwd', 'NotNullValidator')];
    const error = explained({ ...add, json });
    expect(error?.message).toBe('Sonarr refused the season folder: it is missing or not valid.');
    expect(JSON.stringify(error)).not.toMatch(/secret|passwd/);
  });

  it('is not held up by warnings that stand beside an error', () => {
    const json = [refusal('Path', 'SeriesPathValidator', 'x', 'warning'), refusal('Label', undefined)];
    expect(explained({ ...add, json })?.code).toBe('invalid_input');
  });
});

describe('the five shapes of failure', () => {
  it('trap 2: reads problem details and names the values', () => {
    const json = {
      type: 'https://tools.ietf.org/html/rfc7231#section-6.5.1',
      title: 'One or more validation errors occurred.',
      status: 400,
      errors: { '$.qualityProfileId': ['The JSON value /secret/folder could not be converted.'], $: ['x'] },
      traceId: '00-abc',
    };
    const error = explained({ ...add, json });
    expect(error?.code).toBe('invalid_input');
    expect(error?.message).toContain('quality profile');
    expect(JSON.stringify(error)).not.toMatch(/secret|traceId|rfc7231/);
  });

  it('takes an item that is missing for not found, whichever way Sonarr says it', () => {
    const ways = [
      { json: { type: 'x', title: 'Not Found', status: 404, traceId: 'y' } },
      { json: { message: 'Series with ID 5 does not exist', description: stack } },
      { json: { message: 'NotFound' } },
      {},
    ];
    for (const way of ways) {
      expect(explained({ status: 404, ...way })).toMatchObject({
        code: 'not_found',
        message: 'Sonarr has no series 5.',
        target: 'series 5',
      });
    }
  });

  it('takes an empty 404 for a list as a wrong address, and says what to check', () => {
    const error = explained({ status: 404, path: '/api/v3/series', target: 'library' });
    expect(error?.code).toBe('unexpected_response');
    expect(error?.hint).toContain('SONARR_URL');
  });

  it('trap 2: takes a key that is refused with an empty body for what it is, and says where the key is', () => {
    const error = explained({ status: 401 });
    expect(error).toMatchObject({ code: 'authentication', retryable: false });
    expect(error?.hint).toContain('SONARR_API_KEY');
  });

  it('leaves pages of a proxy to the general reading', () => {
    for (const status of [400, 401, 404, 500, 502, 503]) {
      expect(explainSonarrFailure(failed({ status, contentType: 'text/html', body: '<html>' }))).toBeUndefined();
    }
  });
});

describe('a failing Sonarr', () => {
  it('trap 3: never passes on its stack trace, and cannot say whether a write happened', () => {
    const json = { message: `Object reference not set ${stack}`, description: stack };
    const read = explained({ status: 500, json });
    const write = explained({ method: 'PUT', status: 500, json });
    expect(read).toMatchObject({ code: 'upstream_unavailable', retryable: true });
    expect(write).toMatchObject({ code: 'upstream_unavailable', retryable: false, changed: 'unknown' });
    expect(JSON.stringify([read, write])).not.toMatch(/NzbDrone|opt\/build|Object reference/);
  });

  it('trap 29: is understood when it answers 500 because the item to delete is gone', () => {
    const json = { message: 'Expected query to return 1 rows but returned 0', description: stack };
    expect(explained({ method: 'DELETE', status: 500, json })).toMatchObject({ code: 'not_found', changed: 'no' });
    expect(explained({ method: 'PUT', path: '/api/v3/episode/monitor', status: 500, json })).toMatchObject({
      code: 'not_found',
      changed: 'yes',
    });
  });

  it.each([400, 500])('trap 34: is understood when it does not know a command, with status %d', (status) => {
    const json = { message: 'Sequence contains no matching element', description: stack };
    expect(
      explained({ method: 'POST', path: '/api/v3/command', target: 'command CheckHealth', status, json }),
    ).toMatchObject({ code: 'invalid_input', changed: 'no' });
  });

  it('is said to be starting when it is', () => {
    const json = { errorMessage: 'Sonarr is starting up, please try again later' };
    expect(explained({ status: 503, json })).toMatchObject({
      code: 'upstream_unavailable',
      message: 'Sonarr is starting.',
      retryable: true,
    });
    expect(explained({ method: 'DELETE', status: 503, json })).toMatchObject({ changed: 'no', retryable: true });
  });

  it('is told apart from its metadata service being away', () => {
    const json = { message: "Search for 'x' failed. Unable to communicate with SkyHook.", description: stack };
    const lookup = explained({ path: '/api/v3/series/lookup', target: 'search for series', status: 503, json });
    expect(lookup?.message).toContain('metadata service');
    expect(explained({ ...add, status: 503, json })).toMatchObject({ code: 'upstream_unavailable', changed: 'no' });
  });

  it('is explained when it keeps something that is in use, or files whose root folder is away', () => {
    const used = { message: "Tag with ID 3 'kids' cannot be deleted since it's still in use", description: stack };
    const away = { message: "Sonarr's root folder /secret/folder doesn't exist", description: stack };
    expect(
      explained({ method: 'DELETE', path: '/api/v3/tag/3', target: 'tag 3', status: 409, json: used }),
    ).toMatchObject({ code: 'conflict', changed: 'no' });
    const kept = explained({
      method: 'DELETE',
      path: '/api/v3/episodefile/3',
      target: 'file 3',
      status: 409,
      json: away,
    });
    expect(kept?.message).toContain('root folder');
    expect(JSON.stringify(kept)).not.toContain('secret');
  });

  it('is said to live below a URL base when it sends us there', () => {
    const error = explained({ status: 307 });
    expect(error?.code).toBe('unexpected_response');
    expect(error?.hint).toMatch(/URL base/);
  });

  it('leaves what is the same everywhere to the general reading', () => {
    for (const status of [403, 429, 502, 504, 418]) expect(explained({ status, json: {} })).toBeUndefined();
  });
});
