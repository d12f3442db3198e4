import { daysFrom } from './days.js';
import { airedEpisodes } from './episodes.js';
import { qualities } from './media.js';
import { hexadecimal } from './random.js';
import type { World } from './shows.js';
import type { Download } from './sonarr-types.js';
import type { Episode, Show } from './types.js';

const GB = 1_000_000_000;

interface Case {
  readonly kind: Download['kind'];
  readonly tvdbTitle: string;
  /** Which of the aired episodes: counted from the newest one, or a whole season. */
  readonly pick: { readonly back: number } | { readonly season: number };
  readonly build: (
    title: string,
  ) => Omit<Download, 'kind' | 'title' | 'show' | 'episodes' | 'added' | 'downloadId' | 'quality'>;
  readonly hoursAgo: number;
  readonly pending?: true;
}

const usenet = { protocol: 'usenet', client: 'SABnzbd', indexer: 'Nordlicht' } as const;
const torrent = { protocol: 'torrent', client: 'qBittorrent', indexer: 'Bergfunk' } as const;
const running = { status: 'downloading', trackedStatus: 'ok', trackedState: 'downloading', messages: [] } as const;
const stuck = { sizeLeft: 0, secondsLeft: 0, status: 'completed', trackedStatus: 'warning' } as const;
const folder = (title: string): string => `/downloads/tv/${title}`;

const cases: readonly Case[] = [
  {
    kind: 'healthy',
    tvdbTitle: "Grey's Anatomy",
    pick: { back: 0 },
    hoursAgo: 1,
    build: () => ({ ...usenet, ...running, size: 2.1 * GB, sizeLeft: 0.8 * GB, secondsLeft: 434 }),
  },
  {
    kind: 'slow',
    tvdbTitle: 'Pawn Stars',
    pick: { back: 0 },
    hoursAgo: 40,
    build: () => ({ ...torrent, ...running, size: 1.4 * GB, sizeLeft: 1.36 * GB, secondsLeft: 183_845 }),
  },
  {
    kind: 'paused',
    tvdbTitle: 'Taskmaster',
    pick: { back: 0 },
    hoursAgo: 20,
    build: () => ({ ...torrent, ...running, status: 'paused', size: 2.6 * GB, sizeLeft: 1.3 * GB }),
  },
  {
    kind: 'queued',
    tvdbTitle: "Frieren: Beyond Journey's End",
    pick: { back: 0 },
    hoursAgo: 2,
    build: () => ({ ...usenet, ...running, status: 'queued', size: 1.5 * GB, sizeLeft: 1.5 * GB, secondsLeft: 2400 }),
  },
  {
    kind: 'delayed',
    tvdbTitle: 'The Simpsons',
    pick: { back: 0 },
    hoursAgo: 3,
    pending: true,
    build: () => ({
      protocol: 'usenet',
      indexer: 'Nordlicht',
      size: 1.1 * GB,
      sizeLeft: 1.1 * GB,
      secondsLeft: 5400,
      status: 'delay',
      messages: [],
    }),
  },
  {
    kind: 'importBlocked',
    tvdbTitle: 'Babylon Berlin',
    pick: { back: 0 },
    hoursAgo: 30,
    build: (title) => ({
      ...usenet,
      ...stuck,
      trackedState: 'importBlocked',
      size: 2.8 * GB,
      outputPath: folder(title),
      messages: [
        {
          title,
          messages: [
            'Found matching series via grab history, but release was matched to series by ID. Automatic import is not possible. See the FAQ for details.',
          ],
        },
      ],
    }),
  },
  {
    kind: 'noFiles',
    tvdbTitle: 'The Last of Us',
    pick: { back: 0 },
    hoursAgo: 52,
    build: (title) => ({
      ...torrent,
      ...stuck,
      trackedState: 'importPending',
      size: 3.9 * GB,
      outputPath: folder(title),
      messages: [{ title, messages: [`No files found are eligible for import in ${folder(title)}`] }],
    }),
  },
  {
    kind: 'sample',
    tvdbTitle: 'Abbott Elementary',
    pick: { back: 0 },
    hoursAgo: 26,
    build: (title) => ({
      ...usenet,
      ...stuck,
      trackedState: 'importPending',
      size: 0.06 * GB,
      outputPath: folder(title),
      messages: [{ title: `${title.toLowerCase()}-sample.mkv`, messages: ['Sample'] }],
    }),
  },
  {
    kind: 'password',
    tvdbTitle: 'House of the Dragon',
    pick: { back: 0 },
    hoursAgo: 60,
    build: (title) => ({
      ...usenet,
      ...stuck,
      status: 'warning',
      trackedState: 'failedPending',
      size: 9.7 * GB,
      outputPath: folder(title),
      errorMessage: 'Unpacking failed, archive requires a password',
      messages: [{ title, messages: ['Encrypted download detected'] }],
    }),
  },
  {
    kind: 'failed',
    tvdbTitle: 'Jujutsu Kaisen',
    pick: { back: 0 },
    hoursAgo: 9,
    build: () => ({
      ...usenet,
      size: 1.3 * GB,
      sizeLeft: 0,
      status: 'failed',
      trackedStatus: 'error',
      trackedState: 'failedPending',
      errorMessage: 'Repair failed, not enough repair blocks (184 short)',
      messages: [],
    }),
  },
  {
    kind: 'seasonPack',
    tvdbTitle: 'The Bureau',
    pick: { season: 4 },
    hoursAgo: 5,
    build: () => ({ ...torrent, ...running, size: 24.5 * GB, sizeLeft: 9.1 * GB, secondsLeft: 6720 }),
  },
];

function pad(number: number): string {
  return String(number).padStart(2, '0');
}

function chosen(show: Show, pick: Case['pick'], now: Date): readonly Episode[] {
  const aired = airedEpisodes(show, now);
  if ('season' in pick) return aired.filter((episode) => episode.season === pick.season);
  const one = aired.at(-1 - pick.back);
  return one === undefined ? [] : [one];
}

/**
 * What is downloading, and what is stuck and why: one of every kind that people ask about, as far as the household has
 * the show. The last one belongs to a series that nobody knows.
 */
export function makeDownloads(shows: readonly Show[], world: World): readonly Download[] {
  const known = cases.flatMap((one): Download[] => {
    const show = shows.find((candidate) => candidate.tvdbTitle === one.tvdbTitle);
    if (show === undefined) return [];
    const episodes = chosen(show, one.pick, world.now);
    const [first] = episodes;
    if (first === undefined) return [];
    const quality = one.kind === 'password' ? qualities.web2160 : qualities.web1080;
    const dotted = show.tvdbTitle.replace(/['’:]/g, '').replace(/[^\p{L}\p{N}]+/gu, '.');
    const what = episodes.length > 1 ? `S${pad(first.season)}` : `S${pad(first.season)}E${pad(first.number)}`;
    const title = `${dotted}.${what}.${quality.resolution}p.WEB.h264-WAYNE`;
    return [
      {
        kind: one.kind,
        title,
        show,
        episodes,
        quality,
        added: daysFrom(world.now, -one.hoursAgo / 24),
        ...one.build(title),
        ...(one.pending === true ? {} : { downloadId: hexadecimal(40, 'download', one.kind).toUpperCase() }),
      },
    ];
  });
  if (shows.length === 0) return known;
  const title = 'Die.Nacht.der.Kraniche.S02E04.1080p.WEB.h264-NOGRP';
  return [
    ...known,
    {
      ...torrent,
      ...stuck,
      kind: 'unknownSeries',
      title,
      episodes: [],
      quality: qualities.web1080,
      trackedState: 'importPending',
      size: 2.2 * GB,
      added: daysFrom(world.now, -3),
      outputPath: folder(title),
      downloadId: hexadecimal(40, 'download', 'unknown').toUpperCase(),
      messages: [
        { title, messages: ['Series title mismatch, automatic import is not possible. Manual Import required.'] },
      ],
    },
  ];
}
