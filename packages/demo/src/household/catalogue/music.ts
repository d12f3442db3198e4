import type { Album, Artist } from '../types.js';

function album(title: string, year: number, tracks: readonly (readonly [title: string, seconds: number])[]): Album {
  return { title, year, tracks: tracks.map(([name, seconds], index) => ({ number: index + 1, title: name, seconds })) };
}

/** The household's records. */
export const artists: readonly Artist[] = [
  {
    name: 'Kraftwerk',
    country: 'Germany',
    genres: ['Electronic'],
    albums: [
      album('Autobahn', 1974, [
        ['Autobahn', 1363],
        ['Kometenmelodie 1', 380],
        ['Kometenmelodie 2', 348],
        ['Mitternacht', 223],
        ['Morgenspaziergang', 244],
      ]),
      album('Computerwelt', 1981, [
        ['Computerwelt', 305],
        ['Taschenrechner', 299],
        ['Nummern', 199],
        ['Computerwelt 2', 201],
        ['Computerliebe', 435],
        ['Heimcomputer', 378],
        ['It’s More Fun to Compute', 255],
      ]),
    ],
  },
  {
    name: 'Portishead',
    country: 'United Kingdom',
    genres: ['Trip-Hop', 'Electronic'],
    albums: [
      album('Dummy', 1994, [
        ['Mysterons', 302],
        ['Sour Times', 254],
        ['Strangers', 238],
        ['It Could Be Sweet', 256],
        ['Wandering Star', 293],
        ['It’s a Fire', 229],
        ['Numb', 234],
        ['Roads', 302],
        ['Pedestal', 221],
        ['Biscuit', 302],
        ['Glory Box', 308],
      ]),
    ],
  },
  {
    name: 'Air',
    country: 'France',
    genres: ['Electronic', 'Downtempo'],
    albums: [
      album('Moon Safari', 1998, [
        ['La femme d’argent', 428],
        ['Sexy Boy', 298],
        ['All I Need', 268],
        ['Kelly Watch the Stars', 224],
        ['Talisman', 256],
        ['Remember', 154],
        ['You Make It Easy', 240],
        ['Ce matin-là', 218],
        ['New Star in the Sky', 318],
        ['Le voyage de Pénélope', 190],
      ]),
    ],
  },
  {
    name: 'Sigur Rós',
    country: 'Iceland',
    genres: ['Post-Rock'],
    albums: [
      album('Ágætis byrjun', 1999, [
        ['Intro', 96],
        ['Svefn-g-englar', 604],
        ['Starálfur', 406],
        ['Flugufrelsarinn', 467],
        ['Ný batterí', 490],
        ['Hjartað hamast', 430],
        ['Viðrar vel til loftárása', 617],
        ['Olsen Olsen', 483],
        ['Ágætis byrjun', 475],
        ['Avalon', 242],
      ]),
    ],
  },
  {
    name: 'Nina Simone',
    country: 'United States',
    genres: ['Jazz', 'Soul'],
    albums: [
      album('Pastel Blues', 1965, [
        ['Be My Husband', 204],
        ['Nobody Knows You When You’re Down and Out', 162],
        ['End of the Line', 181],
        ['Trouble in Mind', 161],
        ['Tell Me More and More and Then Some', 189],
        ['Chilly Winds Don’t Blow', 242],
        ['Ain’t No Use', 158],
        ['Strange Fruit', 209],
        ['Sinnerman', 622],
      ]),
    ],
  },
];
