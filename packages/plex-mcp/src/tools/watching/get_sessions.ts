import { offsetInput, pageOf, pageOutput } from '@watchstack/core/server';
import * as z from 'zod';
import type { PlexSession } from '../../client/sessions.js';
import { defineTool } from '../define.js';
import { itemColumns, itemNames, minutes, percent, refsOf } from '../items.js';

const sessionRow = z.strictObject({
  user: z.string().optional(),
  state: z.string().optional().describe('playing, paused or buffering.'),
  ...itemColumns,
  library: z.string().optional(),
  live: z.boolean().optional().describe('Live television.'),
  progressPercent: z.int().optional(),
  minutesLeft: z.int().optional(),
  player: z.string().optional(),
  product: z.string().optional(),
  location: z.string().optional().describe('lan: at home; wan: from outside.'),
  stream: z.enum(['direct play', 'direct stream', 'transcode']).describe('transcode: the picture is converted.'),
  video: z.string().optional().describe('Source, or source → target.'),
  audio: z.string().optional(),
  subtitles: z.string().optional(),
  transcodeSpeed: z.number().optional().describe('Below 1 the server cannot keep up.'),
  bandwidthKbps: z.int().optional(),
  address: z.string().optional(),
  sessionId: z.string().optional(),
});

/** `plex_get_sessions`: GET /status/sessions. */
export const getSessions = defineTool({
  name: 'plex_get_sessions',
  title: 'Get sessions',
  toolset: 'watching',
  byDefault: true,
  essential: true,
  effect: 'read',
  idempotent: true,
  openWorld: false,
  description:
    'Who is watching right now, not before (plex_get_history): what, how far, on which player, direct play or transcode. No rows: nobody is watching.',
  input: z.strictObject({ offset: offsetInput }),
  output: z.strictObject({
    ...pageOutput,
    playing: z.int(),
    transcoding: z.int(),
    bandwidthKbps: z.int(),
    sessions: z.array(sessionRow),
  }),
  rows: 'sessions',
  examples: [{ ask: 'Is anyone watching right now?', arguments: {} }],
  run: async ({ offset }, context) => {
    const sessions = await context.client.sessions.list({ signal: context.signal });
    const { rows, ...page } = pageOf(sessions, { offset, limit: 200 });
    const refOf = await refsOf(
      rows.filter(({ live }) => !live),
      context,
    );
    return {
      ...page,
      playing: sessions.filter(({ player }) => player?.state === 'playing').length,
      transcoding: sessions.filter((session) => streamOf(session) === 'transcode').length,
      bandwidthKbps: sessions.reduce((sum, { bandwidth }) => sum + (bandwidth ?? 0), 0),
      sessions: rows.map((session) => ({
        ...rowOf(session),
        ref: session.live ? undefined : refOf(session),
        address: context.showPersonalData
          ? (session.player?.remotePublicAddress ?? session.player?.address)
          : undefined,
      })),
    };
  },
});

/**
 * A transcode session stands there for remuxing, too: only its decision about the picture says whether that is converted.
 */
function streamOf({ transcode }: PlexSession): 'direct play' | 'direct stream' | 'transcode' {
  if (transcode === undefined) return 'direct play';
  return transcode.videoDecision === 'transcode' ? 'transcode' : 'direct stream';
}

function rowOf(session: PlexSession): z.output<typeof sessionRow> {
  const { transcode, player } = session;
  const version = session.media.find(({ selected }) => selected === true) ?? session.media[0];
  const left = session.duration === undefined ? undefined : session.duration - (session.viewOffset ?? 0);
  return {
    user: session.user?.title,
    state: player?.state,
    ...itemNames(session),
    type: session.type,
    library: session.librarySectionTitle,
    live: session.live ? true : undefined,
    progressPercent: percent(session.viewOffset ?? 0, session.duration),
    minutesLeft: minutes(left),
    player: player?.title,
    product: player?.product,
    location: session.location,
    stream: streamOf(session),
    video: conversion(
      [transcode?.sourceVideoCodec ?? version?.videoCodec, resolutionName(version?.videoResolution)],
      transcode?.videoDecision === 'transcode'
        ? [transcode.videoCodec, transcode.height === undefined ? undefined : `${transcode.height}p`]
        : undefined,
    ),
    audio: conversion(
      [transcode?.sourceAudioCodec ?? version?.audioCodec],
      transcode?.audioDecision === 'transcode' ? [transcode.audioCodec] : undefined,
    ),
    subtitles: transcode?.subtitleDecision,
    transcodeSpeed: transcode?.speed,
    bandwidthKbps: session.bandwidth,
    sessionId: session.sessionId,
  };
}

/** `hevc 4k → h264 720p`, or the source alone where it is left as it is. */
function conversion(
  source: readonly (string | undefined)[],
  target: readonly (string | undefined)[] | undefined,
): string | undefined {
  const words = [source, target ?? []].map((side) => side.filter((word) => word !== undefined).join(' '));
  const text = words.filter((side) => side !== '').join(' → ');
  return text === '' ? undefined : text;
}

function resolutionName(resolution: string | undefined): string | undefined {
  return resolution !== undefined && /^\d+$/.test(resolution) ? `${resolution}p` : resolution;
}
