import { random } from './random.js';
import type { Quality } from './sonarr-types.js';
import type { MediaFile } from './types.js';

const quality = (id: number, name: string, source: string, resolution: number): Quality => ({
  id,
  name,
  source,
  resolution,
});

/** The qualities that the household has to do with, under Sonarr's own numbers, from worst to best. */
export const qualities = {
  sdtv: quality(1, 'SDTV', 'television', 480),
  dvd: quality(2, 'DVD', 'dvd', 480),
  hdtv720: quality(4, 'HDTV-720p', 'television', 720),
  hdtv1080: quality(9, 'HDTV-1080p', 'television', 1080),
  web720: quality(5, 'WEBDL-720p', 'web', 720),
  web1080: quality(3, 'WEBDL-1080p', 'web', 1080),
  bluray1080: quality(7, 'Bluray-1080p', 'bluray', 1080),
  web2160: quality(18, 'WEBDL-2160p', 'web', 2160),
  bluray2160: quality(19, 'Bluray-2160p', 'bluray', 2160),
} as const;

interface Shape {
  readonly width: number;
  readonly height: number;
  readonly resolution: MediaFile['resolution'];
  readonly kbps: number;
}

const SHAPES: Readonly<Record<number, Shape>> = {
  480: { width: 720, height: 404, resolution: '480', kbps: 1100 },
  720: { width: 1280, height: 720, resolution: '720', kbps: 2600 },
  1080: { width: 1920, height: 1080, resolution: '1080', kbps: 5200 },
  2160: { width: 3840, height: 2160, resolution: '4k', kbps: 15_500 },
};
const FALLBACK: Shape = { width: 1920, height: 1080, resolution: '1080', kbps: 5200 };

/**
 * A video file of that quality and length in minutes. `language` is what is spoken in it (ISO 639 code); the household
 * reads German and English.
 */
export function mediaFile(path: string, of: Quality, minutes: number, language: string): MediaFile {
  const from = random('file', path);
  const shape = SHAPES[of.resolution] ?? FALLBACK;
  const bitrateKbps = Math.round(shape.kbps * (0.8 + from.next() * 0.5));
  const isUhd = of.resolution === 2160;
  const isSd = of.resolution === 480;
  return {
    path,
    size: Math.round(bitrateKbps * 125 * minutes * 60),
    container: isSd ? 'avi' : from.chance(0.2) ? 'mp4' : 'mkv',
    videoCodec: isUhd ? 'hevc' : isSd ? 'mpeg4' : from.chance(0.25) ? 'hevc' : 'h264',
    audioCodec: isUhd
      ? from.pick(['eac3', 'truehd', 'dca'] as const)
      : isSd
        ? 'mp3'
        : from.pick(['aac', 'ac3', 'eac3'] as const),
    audioChannels: isSd ? 2 : isUhd ? from.pick([6, 8]) : from.pick([2, 6]),
    width: shape.width,
    height: shape.height,
    resolution: shape.resolution,
    bitrateKbps,
    hdr: isUhd && from.chance(0.7),
    audioLanguages: from.chance(0.3) && language !== 'de' ? [language, 'de'] : [language],
    subtitleLanguages: from.chance(0.6) ? ['de', 'en'] : [],
  };
}
