import { be, listed, type Rule } from './finding.js';

/** Releases can be found: an indexer for everything that indexers are for. */
const indexersAreUsed: Rule = ({ indexers }) => {
  if (indexers === undefined) return [];
  const page = 'Settings > Indexers';
  if (indexers.length === 0) {
    return [
      {
        severity: 'error',
        what: 'There is no indexer.',
        why: 'Sonarr can find nothing.',
        fix: `Add one under ${page}.`,
        covers: 'IndexerSearchCheck',
      },
    ];
  }
  return [
    ...(indexers.some(({ enableRss }) => enableRss)
      ? []
      : [
          {
            severity: 'error',
            what: 'No indexer is used for RSS.',
            why: 'New episodes are not noticed when they appear.',
            fix: `Switch RSS on for one under ${page}.`,
            covers: 'IndexerRssCheck',
          } as const,
        ]),
    ...(indexers.some(({ enableAutomaticSearch }) => enableAutomaticSearch)
      ? []
      : [
          {
            severity: 'error',
            what: 'No indexer is used for automatic search.',
            why: 'A search for missing episodes finds nothing.',
            fix: `Switch Automatic Search on for one under ${page}.`,
            covers: 'IndexerSearchCheck',
          } as const,
        ]),
    ...(indexers.some(({ enableInteractiveSearch }) => enableInteractiveSearch)
      ? []
      : [
          {
            severity: 'warning',
            what: 'No indexer is used for interactive search.',
            why: 'Nobody can choose a release: sonarr_search_releases finds none.',
            fix: `Switch Interactive Search on for one under ${page}.`,
            covers: 'IndexerSearchCheck',
          } as const,
        ]),
  ];
};

const indexersAreOn: Rule = ({ indexers = [] }) => {
  const off = indexers.filter((one) => !one.enableRss && !one.enableAutomaticSearch && !one.enableInteractiveSearch);
  if (off.length === 0 || off.length === indexers.length) return [];
  return [
    {
      severity: 'advice',
      what: `The indexer${off.length === 1 ? '' : 's'} ${listed(off.map(({ name }) => name))} ${be(off)} used for nothing.`,
      why: 'Fewer releases are found than could be.',
      fix: 'Switch on what it is for under Settings > Indexers, or delete it there.',
    },
  ];
};

/** An indexer with tags is asked for series with such a tag only. */
const indexersAreForAll: Rule = ({ indexers = [] }) => {
  const searched = indexers.filter(({ enableAutomaticSearch }) => enableAutomaticSearch);
  if (searched.length === 0 || searched.some(({ tags }) => tags.length === 0)) return [];
  return [
    {
      severity: 'warning',
      what: 'Every indexer that is searched automatically is bound to tags.',
      why: 'For series without such a tag nothing is found.',
      fix: 'Take the tags off one under Settings > Indexers.',
    },
  ];
};

/** Every protocol that indexers bring has a client that downloads it, and the other way round. */
const protocolsFit: Rule = ({ indexers, downloadClients }) => {
  if (downloadClients === undefined) return [];
  const on = downloadClients.filter(({ enable }) => enable);
  const page = 'Settings > Download Clients';
  if (on.length === 0) {
    return [
      {
        severity: 'error',
        what: downloadClients.length === 0 ? 'There is no download client.' : 'No download client is on.',
        why: 'What is found cannot be downloaded.',
        fix: `Add one, or switch one on, under ${page}.`,
        covers: 'DownloadClientCheck',
      },
    ];
  }
  const asked = (indexers ?? []).filter((one) => one.enableRss || one.enableAutomaticSearch);
  return (['usenet', 'torrent'] as const).flatMap((protocol): ReturnType<Rule> => {
    const sources = asked.filter((one) => one.protocol === protocol).map(({ name }) => name);
    const clients = on.filter((one) => one.protocol === protocol);
    if (sources.length > 0 && clients.length === 0) {
      return [
        {
          severity: 'error',
          what: `${listed(sources)} ${sources.length === 1 ? 'brings' : 'bring'} ${protocol} releases, and no ${protocol} client is on.`,
          why: 'Nothing of theirs can be downloaded.',
          fix: `Add a ${protocol} client under ${page}, or switch the indexers off.`,
        },
      ];
    }
    if (indexers !== undefined && sources.length === 0 && clients.length > 0) {
      return [
        {
          severity: 'advice',
          what: `${listed(clients.map(({ name }) => name))} ${be(clients)} on, but no indexer brings ${protocol} releases.`,
          why: 'It has nothing to do.',
          fix: `Add a ${protocol} indexer under Settings > Indexers, or switch the client off.`,
        },
      ];
    }
    if (clients.length > 0 && clients.every(({ tags }) => tags.length > 0)) {
      return [
        {
          severity: 'warning',
          what: `Every ${protocol} client is bound to tags.`,
          why: `For series without such a tag no ${protocol} release can be downloaded.`,
          fix: `Take the tags off one under ${page}.`,
        },
      ];
    }
    return [];
  });
};

/** An indexer may insist on one download client. */
const chosenClientsExist: Rule = ({ indexers = [], downloadClients }) => {
  if (downloadClients === undefined) return [];
  const lost = indexers.filter(
    ({ downloadClientId }) =>
      downloadClientId !== undefined && !downloadClients.some(({ id, enable }) => id === downloadClientId && enable),
  );
  if (lost.length === 0) return [];
  return [
    {
      severity: 'error',
      what: `${listed(lost.map(({ name }) => name))} insist${lost.length === 1 ? 's' : ''} on a download client that is gone or off.`,
      why: 'What it finds cannot be downloaded.',
      fix: 'Choose another client, or any, under Settings > Indexers.',
      covers: 'IndexerDownloadClientCheck',
    },
  ];
};

/** Minutes after which waiting for a better release is longer than people expect. */
const longDelayMinutes = 24 * 60;

const delaysLetThrough: Rule = ({ delayProfiles = [], indexers = [], tags = [] }) =>
  delayProfiles.flatMap((profile): ReturnType<Rule> => {
    const labels = profile.tags.map((id) => tags.find((tag) => tag.id === id)?.label ?? `tag ${id}`);
    const of = labels.length === 0 ? 'The delay profile of all series' : `The delay profile of ${listed(labels)}`;
    const page = 'Settings > Profiles > Delay Profiles';
    const shut = (['usenet', 'torrent'] as const).filter((protocol) =>
      protocol === 'usenet' ? profile.enableUsenet === false : profile.enableTorrent === false,
    );
    const lost = shut.filter((protocol) => indexers.some((indexer) => indexer.protocol === protocol));
    if (shut.length === 2) {
      return [
        {
          severity: 'error',
          what: `${of} refuses usenet and torrents alike.`,
          why: 'Nothing is ever downloaded for these series.',
          fix: `Allow one under ${page}.`,
        },
      ];
    }
    const long = Math.max(profile.usenetDelay ?? 0, profile.torrentDelay ?? 0);
    return [
      ...lost.map(
        (protocol) =>
          ({
            severity: labels.length === 0 ? 'warning' : 'advice',
            what: `${of} refuses ${protocol} releases, and there are ${protocol} indexers.`,
            why: 'What they find is never taken.',
            fix: `Allow ${protocol} under ${page}, if that is not meant.`,
          }) as const,
      ),
      ...(long > longDelayMinutes
        ? [
            {
              severity: 'advice',
              what: `${of} lets releases wait for up to ${Math.round(long / 60)} hours.`,
              why: 'Episodes come that much later.',
              fix: `Shorten it under ${page}.`,
            } as const,
          ]
        : []),
    ];
  });

/** What keeps Sonarr from finding and fetching. */
export const fetchingRules: readonly Rule[] = [
  indexersAreUsed,
  indexersAreOn,
  indexersAreForAll,
  protocolsFit,
  chosenClientsExist,
  delaysLetThrough,
];
