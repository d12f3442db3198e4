import type { Call, Reply, Route } from '../../http/index.js';
import type { Context } from '../context.js';
import { isDocument, json } from '../json.js';
import type { Document } from '../json.js';
import { missing } from '../problems.js';
import { bodyDocument } from '../query.js';

type Kind = 'indexers' | 'downloadClients' | 'importLists' | 'notifications';

const paths: Readonly<Record<Kind, string>> = {
  indexers: '/api/v3/indexer',
  downloadClients: '/api/v3/downloadclient',
  importLists: '/api/v3/importlist',
  notifications: '/api/v3/notification',
};

/** Indexers have no switch of their own: one is on as long as anything uses it. */
function isOn(kind: Kind, provider: Document): boolean {
  if (kind === 'downloadClients') return provider['enable'] === true;
  if (kind === 'importLists') return provider['enableAutomaticAdd'] === true;
  if (kind === 'notifications')
    return Object.entries(provider).some(([key, on]) => key.startsWith('on') && on === true);
  return ['enableRss', 'enableAutomaticSearch', 'enableInteractiveSearch'].some((use) => provider[use] === true);
}

/** The routes under the providers: indexers, download clients, import lists, notifications. Nothing is changed by any. */
export function providerRoutes(context: Context): Route[] {
  const { state } = context;

  const failuresOf = (provider: Document): object[] => {
    const failure = state.setup.failing[String(provider['name'])];
    if (failure === undefined) return [];
    return [
      {
        isWarning: false,
        propertyName: failure.property,
        errorMessage: failure.message,
        severity: 'error',
        detailedDescription: `System.Net.Http.HttpRequestException: ${failure.message}\n   at NzbDrone.Common.Http.HttpClient.Execute(HttpRequest request) in ./Sonarr.Common/Http/HttpClient.cs:line 131`,
        formattedMessageArguments: [],
        formattedMessagePlaceholderValues: { propertyName: failure.property },
      },
    ];
  };

  const testAll = (kind: Kind): Reply => {
    const results = state.setup[kind]
      .filter((provider) => isOn(kind, provider))
      .map((provider) => {
        const validationFailures = failuresOf(provider);
        return { id: provider['id'], isValid: validationFailures.length === 0, validationFailures };
      });
    return json(results, results.every(({ isValid }) => isValid) ? 200 : 400);
  };

  /** Stars stand for the secret that Sonarr has: a document comes back as it was sent, and the stored one is tested. */
  const test = (kind: Kind, call: Call): Reply => {
    const asked = bodyDocument(call);
    const stored = state.setup[kind].find((provider) => provider['id'] === asked['id']);
    if (asked['id'] !== undefined && stored === undefined) throw missing();
    const failures = failuresOf(stored ?? asked);
    return failures.length === 0 ? json('{}') : json(failures, 400);
  };

  return Object.entries(paths).flatMap(([kind, path]): Route[] => {
    const known = kind as Kind;
    return [
      { method: 'GET', path, changesState: false, handle: () => json(state.setup[known]) },
      {
        method: 'GET',
        path: `${path}/{id:int}`,
        changesState: false,
        handle: (call) => {
          const found = state.setup[known].find((provider) => provider['id'] === Number(call.params['id']));
          if (!isDocument(found)) throw missing();
          return json(found);
        },
      },
      { method: 'POST', path: `${path}/test`, changesState: false, handle: (call) => test(known, call) },
      { method: 'POST', path: `${path}/testall`, changesState: false, handle: () => testAll(known) },
    ];
  });
}

/** The routes of settings that are read and never changed here. `config/host` holds the key itself. */
export function setupRoutes(context: Context): Route[] {
  const { state } = context;
  const read = (path: string, answer: () => unknown): Route => ({
    method: 'GET',
    path,
    changesState: false,
    handle: () => json(answer()),
  });
  return [
    read('/api/v3/config/host', () => state.setup.config.host),
    read('/api/v3/config/mediamanagement', () => state.setup.config.mediamanagement),
    read('/api/v3/config/downloadclient', () => state.setup.config.downloadclient),
    read('/api/v3/remotepathmapping', () => state.setup.remotePathMappings),
  ];
}
