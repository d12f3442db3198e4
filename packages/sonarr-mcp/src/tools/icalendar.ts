import { shorten } from '@watchstack/core/server';
import { ICalCalendar, ICalEventTransparency } from 'ical-generator';
import type { SonarrEpisode } from '../client/episode-document.js';
import { episodeCode, occasion } from './episodes.js';

/** What an episode takes in a calendar when nobody knows how long it runs. */
const usualMinutes = 30;
const longestTitle = 100;

/**
 * Episodes as an iCalendar file, one event each: RFC 5545, instants in UTC, so that every calendar shows them in its owner's
 * zone. An event keeps its UID however often it is written, so that a file that is imported again replaces instead of doubling.
 * Nothing of where Sonarr runs is in it. Episodes whose time is not known are left out.
 * @param writtenAt when the file is written
 */
export function toICalendar(episodes: readonly SonarrEpisode[], writtenAt: Date): string {
  const calendar = new ICalCalendar({
    name: 'Television',
    prodId: { company: 'Watchstack', product: 'sonarr-mcp', language: 'EN' },
  });
  for (const episode of episodes) {
    if (episode.airDateUtc === undefined) continue;
    const start = new Date(episode.airDateUtc);
    const minutes = episode.runtime === undefined || episode.runtime <= 0 ? usualMinutes : episode.runtime;
    calendar.createEvent({
      id: uidOf(episode),
      stamp: writtenAt,
      start,
      end: new Date(start.getTime() + minutes * 60_000),
      summary: summaryOf(episode),
      // Something that can be watched takes nobody's time.
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  return `${calendar.toString()}\r\n`;
}

function uidOf(episode: SonarrEpisode): string {
  const series = episode.series?.tvdbId === undefined ? `sonarr-${episode.seriesId}` : `tvdb-${episode.series.tvdbId}`;
  return `${series}-${episodeCode(episode)}@sonarr-mcp`.toLowerCase();
}

/** `Fallout S02E08 – The Strip (season finale)`. */
function summaryOf(episode: SonarrEpisode): string {
  const mark = occasion(episode);
  return [
    oneLine(episode.series?.title ?? `series ${episode.seriesId}`),
    ` ${episodeCode(episode)} – ${oneLine(episode.title)}`,
    mark === undefined ? '' : ` (${mark})`,
  ].join('');
}

/** A stranger's text cannot begin a line of the file. */
function oneLine(text: string): string {
  return shorten(text.replace(/\s+/gu, ' '), longestTitle);
}
