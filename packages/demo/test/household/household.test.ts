import { describe, expect, it } from 'vitest';

import {
  addDays,
  airedEpisodes,
  allEpisodes,
  createHousehold,
  digest,
  findEpisode,
  localDay,
} from '../../src/household/index.js';
import type { Household, Show } from '../../src/household/index.js';

/** Ordinary days, both clock changes and their eves in Vienna, midnight either side, and the turn of a year. */
const moments = [
  '2026-01-15T12:00:00Z',
  '2026-03-28T23:30:00Z',
  '2026-03-29T00:59:00Z',
  '2026-03-29T18:14:00Z',
  '2026-10-24T22:30:00Z',
  '2026-10-25T01:30:00Z',
  '2025-12-31T23:30:00Z',
  '2027-07-04T22:30:00Z',
].map((text) => new Date(text));

const standard = createHousehold({ now: new Date('2026-05-20T10:00:00Z') });

function named(household: Household, title: string, year?: number): Show[] {
  return household.shows.filter((show) => show.title === title && (year === undefined || show.year === year));
}

function inSonarr(household: Household, tvdbTitle: string): boolean {
  return household.sonarr.series.some((series) => series.show.tvdbTitle === tvdbTitle);
}

/** A hash of what a household is made of, each thing counted once. */
function outline(household: Household): string {
  return digest([
    household.shows.slice(0, 15),
    household.films,
    household.sonarr.series.map(({ show, files, ...series }) => [
      series,
      show.ids,
      files.map(({ media, dateAdded }) => [media, dateAdded]),
    ]),
    household.sonarr.downloads.map(({ title, size, added }) => [title, size, added]),
    household.sonarr.history.map(({ sourceTitle, type, date }) => [sourceTitle, type, date]),
    household.plex.views.map(({ user, viewedAt }) => [user, viewedAt]),
    household.trakt.trendingShows.map(({ watchers }) => watchers),
  ]);
}

describe('what there is', () => {
  it('names at least 60 shows and 120 films by hand', () => {
    expect(standard.shows.length).toBeGreaterThanOrEqual(60);
    expect(standard.films.length).toBeGreaterThanOrEqual(120);
  });

  it('gives every show, season, episode and film ids of its own in every service', () => {
    const shows = standard.shows.map((show) => show.ids);
    const seasons = standard.shows.flatMap((show) => show.seasons.map((season) => season.ids));
    const episodes = standard.shows.flatMap((show) => allEpisodes(show).map((episode) => episode.ids));
    const films = standard.films.map((film) => film.ids);
    for (const kind of [shows, seasons, episodes, films]) {
      const columns = new Map<string, Set<unknown>>();
      for (const ids of kind) {
        for (const [service, id] of Object.entries<unknown>({ ...ids })) {
          columns.set(service, (columns.get(service) ?? new Set()).add(id));
        }
      }
      expect(columns.size).toBeGreaterThan(3);
      for (const [service, values] of columns) expect(values.size, service).toBe(kind.length);
    }
  });

  it('knows three shows called Doctor Who and tells them apart by year', () => {
    const years = named(standard, 'Doctor Who').map((show) => show.year);
    expect(years.sort()).toEqual([1963, 2005, 2023]);
    for (const title of ['Doctor Who', 'Doctor Who (2005)', 'Doctor Who (2023)'])
      expect(inSonarr(standard, title)).toBe(true);
  });

  it('knows Money Heist by its German and Spanish names', () => {
    const [show] = named(standard, 'Money Heist');
    expect(show?.alternateTitles).toEqual(expect.arrayContaining(['Haus des Geldes', 'La casa de papel']));
    expect(inSonarr(standard, 'Money Heist')).toBe(true);
  });

  it('keeps the shows that people ask about in Sonarr', () => {
    for (const title of [
      'Velma',
      'Severance',
      "Grey's Anatomy",
      'Pawn Stars',
      'Andor',
      'Élite',
      'Dark',
      'Über Weihnachten',
      'Les Revenants',
      'Attack on Titan',
    ]) {
      expect(inSonarr(standard, title), title).toBe(true);
    }
  });

  it('leaves the shows that people want to add out of Sonarr', () => {
    for (const title of [
      'The Bridge (2011)',
      'The Bridge (US)',
      'The Tunnel',
      'The Bear',
      'Slow Horses',
      'The Expanse',
      'Fargo',
      'Shōgun (2024)',
      'Shogun',
      'Ghosts (2019)',
      'Ghosts (2021)',
    ]) {
      expect(
        standard.shows.some((show) => show.tvdbTitle === title),
        title,
      ).toBe(true);
      expect(inSonarr(standard, title), title).toBe(false);
    }
  });

  it('numbers anime through all seasons and other shows not', () => {
    const anime = named(standard, 'Attack on Titan')[0];
    const numbers = anime?.seasons
      .filter((season) => season.number > 0)
      .flatMap((season) => season.episodes.map((one) => one.absoluteNumber));
    expect(numbers).toEqual(Array.from({ length: 89 }, (_, index) => index + 1));
    const severance = named(standard, 'Severance').flatMap(allEpisodes);
    expect(severance.length).toBeGreaterThan(20);
    expect(severance.every((one) => one.absoluteNumber === undefined)).toBe(true);
  });

  it('is the same for the same options and another for another seed', () => {
    const now = standard.now;
    const again = outline(createHousehold({ now }));
    expect(outline(standard)).toBe(again);
    expect(outline(createHousehold({ now, seed: 2 }))).not.toBe(again);
  });
});

describe('what is on', () => {
  it.each(moments)('has an episode for this evening in Vienna when it is %s', (now) => {
    const household = createHousehold({ now });
    const today = localDay(now, 'Europe/Vienna');
    const [show] = named(household, 'Babylon Berlin');
    const tonight = show === undefined ? undefined : findEpisode(show, 5, 5);
    expect(tonight?.airDate).toBe(today);
    const clock = tonight?.airDateUtc?.toLocaleString('sv-SE', { timeZone: 'Europe/Vienna' });
    expect(clock).toBe(`${today} 20:15:00`);
  });

  it.each(moments)('puts something on every day two weeks back and ahead of %s', (now) => {
    const household = createHousehold({ now });
    const today = localDay(now, 'Europe/Vienna');
    const days = new Set(
      household.sonarr.series
        .filter((series) => series.monitored)
        .flatMap((series) => allEpisodes(series.show))
        .map((episode) => (episode.airDateUtc === undefined ? '' : localDay(episode.airDateUtc, 'Europe/Vienna'))),
    );
    const missing = Array.from({ length: 29 }, (_, index) => addDays(today, index - 14)).filter(
      (day) => !days.has(day),
    );
    expect(missing).toEqual([]);
  });

  it('has episodes that are on another day in Vienna than at their network', () => {
    const show = named(standard, 'House of the Dragon')[0];
    const episode = show === undefined ? undefined : findEpisode(show, 3, 4);
    expect(episode?.airDateUtc?.toISOString().slice(0, 10)).toBe(addDays(episode?.airDate ?? '', 1));
  });

  it('has premieres and finales soon, one of them the end of a show', () => {
    const soon = standard.sonarr.series
      .flatMap((series) => allEpisodes(series.show))
      .filter(
        (one) =>
          one.airDateUtc !== undefined && Math.abs(one.airDateUtc.getTime() - standard.now.getTime()) < 14 * 86_400_000,
      );
    expect(soon.some((one) => one.number === 1 && one.season > 1)).toBe(true);
    expect(soon.some((one) => one.finaleType === 'season')).toBe(true);
    expect(soon.some((one) => one.finaleType === 'series')).toBe(true);
  });

  it('keeps the seasons of every show in order and apart', () => {
    for (const show of standard.shows) {
      const days = show.seasons
        .filter((season) => season.number > 0)
        .flatMap((season) => season.episodes.map((one) => one.airDate ?? ''));
      expect(days, show.tvdbTitle).toEqual([...days].sort());
    }
  });

  it('knows the seasons of a show and its episodes without making them', () => {
    for (const show of standard.shows) {
      expect(show.seasonNumbers, show.tvdbTitle).toEqual(show.seasons.map((season) => season.number));
      expect(show.episodeCount, show.tvdbTitle).toBe(allEpisodes(show).length);
    }
  });

  it('lets finished shows be over', () => {
    for (const show of standard.shows.filter((one) => one.status === 'ended')) {
      expect(airedEpisodes(show, standard.now).length, show.tvdbTitle).toBe(
        allEpisodes(show).filter((one) => one.season > 0).length,
      );
    }
  });
});

describe('what the household knows of it', () => {
  it('gives every way of being stuck a download', () => {
    const kinds = standard.sonarr.downloads.map((download) => download.kind);
    expect(new Set(kinds)).toEqual(
      new Set([
        'healthy',
        'slow',
        'paused',
        'queued',
        'delayed',
        'importBlocked',
        'noFiles',
        'sample',
        'password',
        'seasonPack',
        'unknownSeries',
        'failed',
      ]),
    );
    const pack = standard.sonarr.downloads.find((download) => download.kind === 'seasonPack');
    expect(pack?.episodes).toHaveLength(10);
    expect(standard.sonarr.downloads.find((download) => download.kind === 'unknownSeries')?.show).toBeUndefined();
  });

  it('has no file yet for anything that is still downloading', () => {
    const waiting = new Set(standard.sonarr.downloads.flatMap((download) => download.episodes));
    const have = standard.sonarr.series.flatMap((series) => series.files.flatMap((file) => file.episodes));
    expect(have.filter((episode) => waiting.has(episode))).toEqual([]);
  });

  it('has no file of an episode that has not been on', () => {
    for (const series of standard.sonarr.series) {
      for (const file of series.files) {
        for (const episode of file.episodes) expect(episode.airDateUtc?.getTime()).toBeLessThan(standard.now.getTime());
      }
    }
  });

  it('has a complete show, one without episodes, unmonitored ones and files that hold two episodes', () => {
    const files = (title: string): number =>
      standard.sonarr.series.find((series) => series.show.tvdbTitle === title)?.files.flatMap((file) => file.episodes)
        .length ?? -1;
    expect(files('Andor')).toBe(24);
    expect(files('Blade Runner 2099')).toBe(0);
    expect(standard.sonarr.series.some((series) => !series.monitored)).toBe(true);
    expect(standard.sonarr.series.some((series) => series.files.some((file) => file.episodes.length === 2))).toBe(true);
  });

  it('has the episodes in Plex that Sonarr has files for', () => {
    const library = standard.plex.libraries.find((one) => one.type === 'show');
    for (const series of standard.sonarr.series) {
      const inPlex =
        library?.shows.find((one) => one.show === series.show)?.episodes.map((one) => one.episode.ids.tvdb) ?? [];
      expect(inPlex).toEqual(series.files.flatMap((file) => file.episodes.map((one) => one.ids.tvdb)));
    }
  });

  it('has two film libraries, shows and music, and things that came this week', () => {
    expect(standard.plex.libraries.map((library) => library.type).sort()).toEqual(['artist', 'movie', 'movie', 'show']);
    const week = new Date(standard.now.getTime() - 7 * 86_400_000);
    const films = standard.plex.libraries.flatMap((library) => library.films);
    expect(films.filter((film) => film.addedAt > week).length).toBeGreaterThanOrEqual(3);
  });

  it('has three people, the owner first, each with a history and a session', () => {
    expect(standard.users.map((user) => user.owner)).toEqual([true, false, false]);
    for (const user of standard.users) {
      expect(
        standard.plex.views.some((view) => view.user === user),
        user.name,
      ).toBe(true);
      expect(
        standard.plex.sessions.some((session) => session.user === user),
        user.name,
      ).toBe(true);
    }
    expect(standard.plex.sessions.map((session) => `${session.decision} ${session.state}`).sort()).toEqual([
      'directplay paused',
      'directplay playing',
      'transcode playing',
    ]);
  });

  it('dates every viewing in the past and no earlier than the film or the episode', () => {
    for (const view of standard.plex.views) {
      expect(view.viewedAt.getTime()).toBeLessThanOrEqual(standard.now.getTime());
      if (view.item.type === 'episode') {
        expect(view.viewedAt.getTime()).toBeGreaterThanOrEqual(view.item.episode.airDateUtc?.getTime() ?? Infinity);
      }
    }
  });

  it('has trending shows that are seen, wanted, or neither, and a watchlist partly outside Sonarr', () => {
    const trending = standard.trakt.trendingShows.flatMap(({ item }) => (item.type === 'show' ? [item.show] : []));
    const wanted = standard.trakt.watchlist.flatMap(({ item }) => (item.type === 'show' ? [item.show] : []));
    const seen = standard.trakt.watchedShows.map((watched) => watched.show);
    expect(trending.some((show) => wanted.includes(show))).toBe(true);
    expect(trending.some((show) => seen.includes(show))).toBe(true);
    expect(trending.some((show) => !seen.includes(show) && !wanted.includes(show))).toBe(true);
    expect(wanted.some((show) => inSonarr(standard, show.tvdbTitle))).toBe(true);
    expect(wanted.some((show) => !inSonarr(standard, show.tvdbTitle))).toBe(true);
  });

  it('counts plays as the sum over the episodes', () => {
    for (const watched of standard.trakt.watchedShows) {
      expect(watched.plays).toBe(watched.episodes.reduce((sum, one) => sum + one.plays, 0));
    }
  });
});

describe('other sizes', () => {
  it('owns nothing when it is asked for nothing, and the world is still there', () => {
    const empty = createHousehold({ size: { shows: 0, films: 0 } });
    expect(empty.sonarr.series).toEqual([]);
    expect(empty.sonarr.downloads).toEqual([]);
    expect(empty.sonarr.history).toEqual([]);
    expect(empty.plex.sessions).toEqual([]);
    expect(empty.plex.libraries.flatMap((library) => [...library.films, ...library.shows, ...library.artists])).toEqual(
      [],
    );
    expect(empty.trakt.watchlist).toEqual([]);
    expect(empty.shows.length).toBeGreaterThanOrEqual(60);
  });

  it('owns exactly as many films and shows as it is asked for', () => {
    const large = createHousehold({ now: standard.now, size: { shows: 2000, films: 50_000 } });
    const films = large.plex.libraries.flatMap((library) => library.films);
    expect(films).toHaveLength(50_000);
    expect(new Set(films.map(({ film }) => film.ids.tmdb)).size).toBe(50_000);
    expect(new Set(films.map(({ film }) => film.ids.slug)).size).toBe(50_000);
    const shows = large.plex.libraries.flatMap((library) => library.shows);
    expect(
      large.sonarr.series.length +
        shows.filter((one) => !large.sonarr.series.some((series) => series.show === one.show)).length,
    ).toBe(2000);
    expect(large.shows.reduce((sum, show) => sum + show.episodeCount, 0)).toBeGreaterThan(140_000);
    const ids = large.shows.map((show) => show.ids.tvdb);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has the hand-written part of a small household in a large one', () => {
    const small = createHousehold({ now: standard.now, size: { shows: 3, films: 2 } });
    expect(small.sonarr.series.map((series) => series.show.title)).toEqual(
      standard.sonarr.series.slice(0, 3).map((series) => series.show.title),
    );
  });
});

describe('digests', () => {
  it('do not depend on the order of keys', () => {
    expect(digest({ a: 1, b: [1, 2] })).toBe(digest({ b: [1, 2], a: 1 }));
  });

  it('change with any value, and with the order of a list', () => {
    const states = [
      { a: 1 },
      { a: 2 },
      { a: [1, 2] },
      { a: [2, 1] },
      { a: new Date(0) },
      { a: new Date(1) },
      { a: new Map([[1, 2]]) },
      { a: new Set([1]) },
    ];
    expect(new Set(states.map(digest)).size).toBe(states.length);
  });
});
