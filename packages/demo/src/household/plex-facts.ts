import type { CataloguedFilm, CataloguedShow } from './catalogue.js';
import { artists } from './catalogue/music.js';
import { daysFrom } from './days.js';
import { airedEpisodes } from './episodes.js';
import { mediaFile, qualities } from './media.js';
import { clara, jonas, mila, players } from './people.js';
import { hexadecimal, random } from './random.js';
import type { World } from './shows.js';
import type {
  PlexCollection,
  PlexEpisode,
  PlexFacts,
  PlexFilm,
  PlexLibrary,
  PlexPlaylist,
  PlexShow,
} from './plex-types.js';
import type { SonarrSeries } from './sonarr-types.js';
import type { Film, Playable } from './types.js';
import { makeRatings, makeSessions, makeViewing } from './viewing.js';

/** Section numbers of the libraries. */
export const libraryIds = { films: 1, shows: 2, music: 3, kids: 4 } as const;

/** These came this week, the first of them today. */
const NEW_THIS_WEEK = [
  'Dune: Part Two',
  'Perfect Days',
  'Anatomy of a Fall',
  'Poor Things',
  'Spirited Away',
  'Paddington 2',
];

function plexFilm(entry: CataloguedFilm, world: World): PlexFilm {
  const { film } = entry;
  const from = random(world.seed, 'plex film', film.ids.slug);
  const recent = NEW_THIS_WEEK.indexOf(film.title);
  const quality =
    film.year < 1970
      ? from.pick([qualities.dvd, qualities.bluray1080])
      : from.pick([qualities.bluray1080, qualities.web1080, qualities.bluray2160]);
  const folder = `${entry.kids ? '/films-kids' : '/films'}/${film.title.replace(/[/:?]/g, '')} (${film.year})`;
  return {
    film,
    addedAt:
      recent >= 0 ? daysFrom(world.now, -0.2 - recent * 1.1) : daysFrom(world.now, -from.int(9, 1400) - from.next()),
    file: mediaFile(
      `${folder}/${film.title.replace(/[/:?]/g, '')} (${film.year}).mkv`,
      quality,
      film.runtime,
      film.language,
    ),
  };
}

function plexShow(entry: CataloguedShow, series: SonarrSeries | undefined, world: World): PlexShow {
  const { show } = entry;
  const from = random(world.seed, 'plex show', show.ids.slug);
  const boughtAt = daysFrom(world.now, -from.int(40, 1200));
  let episodes: readonly PlexEpisode[] | undefined;
  const fromSonarr = (one: SonarrSeries): PlexEpisode[] =>
    one.files.flatMap((file) =>
      file.episodes.map((episode) => ({ episode, addedAt: daysFrom(file.dateAdded, 0.01), file: file.media })),
    );
  const fromDisc = (): PlexEpisode[] =>
    airedEpisodes(show, world.now).map((episode) => {
      const path = `/tv/${show.tvdbTitle}/Season ${episode.season}/${show.tvdbTitle} - S${episode.season}E${episode.number}.mkv`;
      return { episode, addedAt: boughtAt, file: mediaFile(path, qualities.bluray1080, show.runtime, show.language) };
    });
  return {
    show,
    addedAt: series?.added ?? boughtAt,
    get episodes() {
      return (episodes ??= series === undefined ? fromDisc() : fromSonarr(series));
    },
  };
}

function library(
  world: World,
  base: Pick<PlexLibrary, 'id' | 'title' | 'type' | 'location'> & Partial<PlexLibrary>,
): PlexLibrary {
  const agents = { movie: 'tv.plex.agents.movie', show: 'tv.plex.agents.series', artist: 'tv.plex.agents.music' };
  const scanners = { movie: 'Plex Movie', show: 'Plex TV Series', artist: 'Plex Music' };
  return {
    uuid: hexadecimal(32, 'library', base.id).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
    agent: agents[base.type],
    scanner: scanners[base.type],
    language: 'en-US',
    createdAt: daysFrom(world.now, -1500 + base.id),
    scannedAt: daysFrom(world.now, -0.1 * base.id),
    films: [],
    shows: [],
    artists: [],
    ...base,
  };
}

function makeCollections(films: readonly Film[]): PlexCollection[] {
  const collection = (
    title: string,
    libraryId: number,
    summary: string,
    belongs: (film: Film) => boolean,
    smart = false,
  ): PlexCollection => ({
    title,
    summary,
    libraryId,
    smart,
    films: films.filter(belongs),
  });
  return [
    collection('The Lord of the Rings', libraryIds.films, 'Extended, of course.', (film) =>
      film.title.startsWith('The Lord of the Rings'),
    ),
    collection('Star Wars', libraryIds.films, 'The first ones.', (film) => /^(Star Wars|The Empire)/.test(film.title)),
    collection('Blade Runner', libraryIds.films, 'Both of them.', (film) => film.title.startsWith('Blade Runner')),
    collection('Studio Ghibli', libraryIds.kids, 'For rainy Sundays.', (film) =>
      ['My Neighbor Totoro', 'Spirited Away'].includes(film.title),
    ),
    collection(
      'The Best There Is',
      libraryIds.films,
      'Everything above 8.5.',
      (film) => film.rating > 8.5 && film.year > 1970,
      true,
    ),
  ].filter((one) => one.films.length > 0);
}

function makePlaylists(films: readonly Film[], world: World): PlexPlaylist[] {
  const named = (...titles: string[]): Playable[] =>
    titles.flatMap((title): Playable[] =>
      films.filter((film) => film.title === title).map((film) => ({ type: 'movie', film })),
    );
  const [kraftwerk, portishead, air] = artists;
  const songs = [kraftwerk, portishead, air].flatMap((artist) =>
    artist === undefined
      ? []
      : artist.albums.flatMap((album) => album.tracks.slice(0, 3).map((track) => ({ artist, album, track }))),
  );
  const base = { smart: false, items: [], tracks: [], type: 'video' } as const;
  const playlists: PlexPlaylist[] = [
    {
      ...base,
      title: 'Friday Night',
      summary: 'Next in line.',
      owner: clara,
      addedAt: daysFrom(world.now, -90),
      items: named('Heat', 'Drive', 'Oldboy', 'Parasite'),
    },
    {
      ...base,
      title: 'Road Trip',
      summary: 'For the Autobahn.',
      type: 'audio',
      owner: clara,
      addedAt: daysFrom(world.now, -400),
      tracks: songs,
    },
    {
      ...base,
      title: 'Short Films for Late Evenings',
      summary: 'Under 100 minutes.',
      smart: true,
      owner: clara,
      addedAt: daysFrom(world.now, -30),
      items: films
        .filter((film) => film.runtime < 100)
        .slice(0, 15)
        .map((film) => ({ type: 'movie', film })),
    },
    {
      ...base,
      title: 'Mila’s Favourites',
      summary: '',
      owner: mila,
      addedAt: daysFrom(world.now, -200),
      items: named('Paddington', 'Toy Story', 'Coco'),
    },
    {
      ...base,
      title: 'Train',
      summary: '',
      owner: jonas,
      addedAt: daysFrom(world.now, -12),
      items: named('Moon', 'Arrival'),
    },
  ];
  return playlists.filter((one) => one.items.length + one.tracks.length > 0);
}

/** What the Plex server knows of the household. */
export function makePlexFacts(
  shows: readonly CataloguedShow[],
  films: readonly CataloguedFilm[],
  series: readonly SonarrSeries[],
  world: World,
): PlexFacts {
  const byShow = new Map(series.map((one) => [one.show, one]));
  const ownedFilms = films.filter((entry) => entry.owned);
  const plexShows = shows
    .filter((entry) => entry.owned && entry.seed.own?.files !== 'none')
    .map((entry) => plexShow(entry, byShow.get(entry.show), world));
  const onShelf = ownedFilms.map((entry) => entry.film);
  const hasAnything = ownedFilms.length + plexShows.length > 0;
  const viewing = makeViewing(plexShows, onShelf, world);
  return {
    serverName: 'Attic',
    machineIdentifier: hexadecimal(40, 'the server in the attic'),
    libraries: [
      library(world, {
        id: libraryIds.films,
        title: 'Films',
        type: 'movie',
        location: '/films',
        films: ownedFilms.filter((one) => !one.kids).map((one) => plexFilm(one, world)),
      }),
      library(world, { id: libraryIds.shows, title: 'Shows', type: 'show', location: '/tv', shows: plexShows }),
      library(world, {
        id: libraryIds.music,
        title: 'Music',
        type: 'artist',
        location: '/music',
        artists: hasAnything
          ? artists.map((artist, index) => ({ artist, addedAt: daysFrom(world.now, -700 + index * 40) }))
          : [],
      }),
      library(world, {
        id: libraryIds.kids,
        title: 'Films for Kids',
        type: 'movie',
        location: '/films-kids',
        films: ownedFilms.filter((one) => one.kids).map((one) => plexFilm(one, world)),
      }),
    ],
    views: viewing.views,
    inProgress: viewing.inProgress,
    sessions: makeSessions(plexShows, onShelf),
    playlists: hasAnything ? makePlaylists(onShelf, world) : [],
    collections: makeCollections(onShelf),
    ratings: makeRatings(plexShows, onShelf, world),
    players: Object.values(players),
  };
}
