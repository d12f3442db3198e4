import type { CallOptions } from '@watchstack/core';
import * as z from 'zod';
import { child, compact, flag, number, text } from './attributes.js';
import { itemAttributes, toItem, type PlexItem } from './items.js';
import type { PlexConnection } from './plex-connection.js';

/** What somebody watches on. Addresses are personal data. */
export interface PlexPlayer {
  readonly title?: string | undefined;
  readonly product?: string | undefined;
  readonly platform?: string | undefined;
  readonly device?: string | undefined;
  readonly machineIdentifier?: string | undefined;
  readonly address?: string | undefined;
  readonly remotePublicAddress?: string | undefined;
  /** `playing`, `paused`, `buffering`. */
  readonly state?: string | undefined;
  /** In the same network as the server. */
  readonly local?: boolean | undefined;
  readonly relayed?: boolean | undefined;
  readonly secure?: boolean | undefined;
}

/** How the server converts a stream. Present for remuxing too: look at the decisions. */
export interface PlexTranscode {
  readonly key?: string | undefined;
  /** `copy` or `transcode`. */
  readonly videoDecision?: string | undefined;
  readonly audioDecision?: string | undefined;
  /** `copy`, `transcode` or `burn`. */
  readonly subtitleDecision?: string | undefined;
  readonly sourceVideoCodec?: string | undefined;
  readonly sourceAudioCodec?: string | undefined;
  readonly videoCodec?: string | undefined;
  readonly audioCodec?: string | undefined;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  /** 0 to 100. */
  readonly progress?: number | undefined;
  readonly speed?: number | undefined;
  readonly throttled?: boolean | undefined;
  readonly hardwareEncoding?: boolean | undefined;
}

/** One stream that is being played. Live television and trailers have neither a usable rating key nor a length. */
export interface PlexSession extends Omit<PlexItem, 'ratingKey'> {
  readonly ratingKey?: string | undefined;
  /** Names the session in the server's events. */
  readonly sessionKey?: string | undefined;
  /** Names the session for ending it; missing for streams that cannot be ended. */
  readonly sessionId?: string | undefined;
  /** `lan`, `wan` or `cellular`. */
  readonly location?: string | undefined;
  /** Kilobits per second that are reserved for it. */
  readonly bandwidth?: number | undefined;
  readonly live: boolean;
  readonly user?: { readonly id?: string | undefined; readonly title?: string | undefined } | undefined;
  readonly player?: PlexPlayer | undefined;
  readonly transcode?: PlexTranscode | undefined;
}

const playerSchema = z
  .object({
    title: text,
    product: text,
    platform: text,
    device: text,
    machineIdentifier: text,
    address: text,
    remotePublicAddress: text,
    state: text,
    local: flag,
    relayed: flag,
    secure: flag,
  })
  .transform((player): PlexPlayer => compact(player));

const transcodeSchema = z
  .object({
    key: text,
    videoDecision: text,
    audioDecision: text,
    subtitleDecision: text,
    sourceVideoCodec: text,
    sourceAudioCodec: text,
    videoCodec: text,
    audioCodec: text,
    width: number,
    height: number,
    progress: number,
    speed: number,
    throttled: flag,
    transcodeHwEncoding: text,
  })
  .transform(({ transcodeHwEncoding, ...transcode }): PlexTranscode =>
    compact({ ...transcode, hardwareEncoding: transcodeHwEncoding === undefined ? undefined : true }),
  );

const sessionSchema = z
  .object({
    ...itemAttributes,
    ratingKey: text,
    sessionKey: text,
    live: flag,
    User: child(z.object({ id: text, title: text }).transform(compact)),
    Player: child(playerSchema),
    Session: child(z.object({ id: text, bandwidth: number, location: text })),
    TranscodeSession: child(transcodeSchema),
  })
  .transform(({ User, Player, Session, TranscodeSession, sessionKey, live, ratingKey, ...item }): PlexSession =>
    compact({
      ...toItem({ ...item, ratingKey: ratingKey ?? '' }),
      ratingKey,
      sessionKey,
      sessionId: Session?.id,
      location: Session?.location,
      bandwidth: Session?.bandwidth,
      live: live ?? false,
      user: User,
      player: Player,
      transcode: TranscodeSession,
    }),
  );

const sessionsSchema = z
  .object({ Metadata: z.array(sessionSchema).optional() })
  .transform(({ Metadata }) => Metadata ?? []);

/** Who is watching now. */
export class SessionsArea {
  readonly #connection: PlexConnection;

  constructor(connection: PlexConnection) {
    this.#connection = connection;
  }

  /** All streams of the moment: GET /status/sessions. For the server's owner only. */
  list(options: CallOptions = {}): Promise<readonly PlexSession[]> {
    return this.#connection.read(
      { method: 'GET', path: '/status/sessions', target: 'list of sessions', ...options },
      sessionsSchema,
    );
  }
}
