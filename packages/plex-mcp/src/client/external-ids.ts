import type { PlexItem } from './items.js';

/** What the databases call an item. Empty for what no agent has matched. */
export interface ExternalIds {
  readonly tvdb?: number;
  readonly tmdb?: number;
  /** `tt` and digits. */
  readonly imdb?: string;
  /** `plex://movie/…` and the like: the same for every Plex server in the world. */
  readonly plex?: string;
}

/** Ids of the agents that Plex had before 2020: `com.plexapp.agents.thetvdb://81189/1/3?lang=en`. */
const legacyAgents: Readonly<Record<string, string>> = {
  'com.plexapp.agents.thetvdb': 'tvdb',
  'com.plexapp.agents.themoviedb': 'tmdb',
  'com.plexapp.agents.imdb': 'imdb',
  'com.plexapp.agents.hama': 'hama',
};

/**
 * Reads the external ids of an item from its `guids` and, for libraries on older agents, from its `guid`. A legacy guid of a
 * season or an episode holds the show's id followed by numbers; it names the show and is left out here.
 */
export function externalIds(item: Pick<PlexItem, 'guid' | 'guids'>): ExternalIds {
  const ids: { tvdb?: number; tmdb?: number; imdb?: string; plex?: string } = {};
  for (const guid of [...item.guids, item.guid ?? '']) {
    const match = /^([^:]+):\/\/([^?]+)/.exec(guid);
    if (match === null) continue;
    const [, agent = '', rest = ''] = match;
    const scheme = legacyAgents[agent] ?? agent;
    if (scheme === 'plex') ids.plex ??= guid;
    else if (scheme === 'imdb' && /^tt\d+$/.test(rest)) ids.imdb ??= rest;
    else if (scheme === 'tvdb' && /^\d+$/.test(rest)) ids.tvdb ??= Number(rest);
    else if (scheme === 'tmdb' && /^\d+$/.test(rest)) ids.tmdb ??= Number(rest);
    else if (scheme === 'hama' && /^tvdb\d?-\d+$/.test(rest)) ids.tvdb ??= Number(rest.split('-')[1]);
  }
  return ids;
}
