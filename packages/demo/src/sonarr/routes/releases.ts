import type { Call, Route } from '../../http/index.js';
import type { Context } from '../context.js';
import { decide } from '../decisions.js';
import type { Decision } from '../decisions.js';
import { languageOf, qualityDocument } from '../documents.js';
import type { Document } from '../json.js';
import { instant, json } from '../json.js';
import { failure, invalid, missing, noSuchModel, Refusal } from '../problems.js';
import { bodyDocument, integer, integerField, textField } from '../query.js';
import { grab } from '../searching.js';

/** How long Sonarr remembers what a search has shown, in memory only. */
const CACHE_MS = 30 * 60_000;

function document(decision: Decision, weight: number, now: Date): Document {
  const { release, series, episodes, formats, score, rejections } = decision;
  const ageMs = now.getTime() - release.published.getTime();
  const where = `https://${release.indexer.toLowerCase()}.example`;
  const numbers = release.isPack ? [] : release.episodes.map((one) => one.number);
  const isTorrent = release.protocol === 'torrent';
  return {
    guid: release.guid,
    quality: qualityDocument(release.quality),
    qualityWeight: release.quality.resolution,
    age: Math.floor(ageMs / 86_400_000),
    ageHours: ageMs / 3_600_000,
    ageMinutes: ageMs / 60_000,
    size: release.size,
    indexerId: release.indexerId,
    indexer: release.indexer,
    releaseGroup: release.releaseGroup,
    title: release.title,
    fullSeason: release.isPack,
    sceneSource: false,
    seasonNumber: release.season,
    languages: release.languages.map(languageOf),
    languageWeight: 0,
    seriesTitle: series.show.tvdbTitle,
    episodeNumbers: numbers,
    absoluteEpisodeNumbers: [],
    mappedSeriesId: series.id,
    mappedSeasonNumber: release.season,
    mappedEpisodeNumbers: release.episodes.map((one) => one.number),
    mappedAbsoluteEpisodeNumbers: [],
    mappedEpisodeInfo: episodes.map(({ id, episode }) => ({
      id,
      seasonNumber: episode.season,
      episodeNumber: episode.number,
      absoluteEpisodeNumber: episode.absoluteNumber,
      title: episode.title,
    })),
    approved: rejections.length === 0,
    temporarilyRejected: false,
    rejected: rejections.length > 0,
    tvdbId: series.show.ids.tvdb,
    tvRageId: 0,
    imdbId: series.show.ids.imdb,
    rejections,
    publishDate: instant(release.published),
    commentUrl: `${release.guid}#comments`,
    // Whoever has these addresses is the owner, as far as the indexer can tell.
    downloadUrl: `${where}/get/${encodeURIComponent(release.title)}?apikey=canary-indexer-key`,
    infoUrl: `${release.guid}&apikey=canary-indexer-key`,
    episodeRequested: true,
    downloadAllowed: true,
    releaseWeight: weight,
    customFormats: formats.map(({ id, name }) => ({ id, name })),
    customFormatScore: score,
    ...(isTorrent
      ? {
          magnetUrl: `magnet:?xt=urn:btih:0&dn=${encodeURIComponent(release.title)}&tr=${where}/announce/canary-passkey-of-the-owner`,
          seeders: release.seeders,
          leechers: release.leechers,
        }
      : {}),
    protocol: release.protocol,
    indexerFlags: 0,
    isDaily: false,
    isAbsoluteNumbering: false,
    isPossibleSpecialEpisode: false,
    special: release.season === 0,
  };
}

/** The routes under `/release`: searches that a person looks through, and the choice they make. */
export function releaseRoutes(context: Context): Route[] {
  const { state } = context;
  const now = (): Date => context.now();
  const path = '/api/v3/release';
  const cache = new Map<string, { readonly decision: Decision; readonly until: number }>();

  function search(call: Call): readonly Decision[] {
    const episodeId = integer(call, 'episodeId');
    const seriesId = integer(call, 'seriesId');
    const season = integer(call, 'seasonNumber');
    if (episodeId !== undefined) {
      const found = state.findEpisode(episodeId);
      if (found === undefined) throw missing();
      state.askedIndexers.push('episode');
      return decide(state, { series: found.series, of: found.episode, monitoredOnly: false }, now());
    }
    if (seriesId !== undefined && season !== undefined) {
      const series = state.series.get(seriesId);
      if (series === undefined) throw noSuchModel('Series', seriesId);
      state.askedIndexers.push('season');
      return decide(state, { series, of: { season }, monitoredOnly: false }, now());
    }
    // Anything else fetches all that is new from all indexers, whatever was meant.
    state.askedIndexers.push('everything');
    return [...state.series.values()].slice(0, 5).flatMap((series) => {
      const row = state.episodesOf(series).findLast((one) => (one.episode.airDateUtc ?? now()) < now());
      return row === undefined ? [] : decide(state, { series, of: row, monitoredOnly: true }, now()).slice(0, 20);
    });
  }

  return [
    {
      method: 'GET',
      path,
      changesState: false,
      handle: (call) => {
        const decisions = search(call);
        const until = now().getTime() + CACHE_MS;
        for (const decision of decisions) {
          cache.set(`${decision.release.indexerId}_${decision.release.guid}`, { decision, until });
        }
        const rows = decisions.map((decision, index) => document(decision, index, now()));
        // The order of the answer is not the order of preference.
        return json(rows.sort((left, right) => String(left['title']).localeCompare(String(right['title']), 'en')));
      },
    },
    {
      method: 'POST',
      path,
      changesState: true,
      handle: (call) => {
        const body = bodyDocument(call);
        const guid = textField(body, 'guid') ?? '';
        const indexerId = integerField(body, 'indexerId') ?? 0;
        if (guid === '' || indexerId === 0) {
          const propertyName = guid === '' ? 'Guid' : 'IndexerId';
          const errorMessage = `'${propertyName}' must not be empty.`;
          throw invalid({ propertyName, errorMessage, errorCode: 'NotEmptyValidator' });
        }
        const kept = cache.get(`${indexerId}_${guid}`);
        if (kept === undefined || kept.until < now().getTime()) {
          throw new Refusal(failure(404, "Couldn't find requested release in cache, try searching again"));
        }
        if (state.silentIndexers.has(indexerId)) {
          throw new Refusal(failure(409, 'Getting release from indexer failed'));
        }
        grab(state, kept.decision, 'InteractiveSearch', now());
        return json({ ...document(kept.decision, 0, now()), ...body });
      },
    },
  ];
}
