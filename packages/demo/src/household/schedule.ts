import type { ShowSeed } from './catalogue/seed.js';
import { addDays, daysBetween, weekday } from './days.js';
import { random } from './random.js';

/** When the episodes of one season are on. */
export interface SeasonPlan {
  readonly number: number;
  readonly count: number;
  /** The network's day of the episode with this number (1, 2, …). */
  day(episode: number): string;
}

/** How long before today a finished show must have ended, in days. */
const REST = 60;

/** The weekday that lies `steps` weekdays after (or before) `day`; a weekend counts as the Monday after it. */
function stepWeekdays(day: string, steps: number): string {
  const of = weekday(day);
  const monday = of === 6 ? addDays(day, 2) : of === 0 ? addDays(day, 1) : day;
  const position = weekday(monday) - 1 + steps;
  const weeks = Math.floor(position / 5);
  return addDays(monday, weeks * 7 + (position - weeks * 5) - (weekday(monday) - 1));
}

function lengthInDays(seed: ShowSeed, count: number): number {
  if (seed.rhythm === 'binge') return 0;
  return seed.rhythm === 'weekdays' ? Math.ceil((count / 5) * 7) : (count - 1) * 7;
}

function firstDay(seed: ShowSeed): string {
  const from = random('first day', seed.title, seed.year);
  const month = String(from.int(1, 10)).padStart(2, '0');
  return `${seed.year}-${month}-${String(from.int(1, 28)).padStart(2, '0')}`;
}

/** The first day of the last season: anchored on today for a show that is on, else in the year that it had it. */
function lastStart(seed: ShowSeed, today: string, first: string, count: number): string {
  if (seed.airing !== undefined) {
    const on = addDays(today, seed.airing.inDays);
    if (seed.rhythm === 'weekdays') return stepWeekdays(on, 1 - seed.airing.episode);
    return seed.rhythm === 'binge' ? on : addDays(on, -7 * (seed.airing.episode - 1));
  }
  const seasons = seed.episodes.length;
  const year = Math.max(seed.until ?? seed.year + seasons - 1, seed.year);
  const natural = seasons === 1 ? first : `${year}${first.slice(4)}`;
  const latest = addDays(today, -REST - lengthInDays(seed, count));
  return natural < latest ? natural : latest;
}

/**
 * When each season of a show is on. `today` is the household's calendar day. Shows keep the year of their first season
 * as far as `today` allows; seasons in between are spread evenly, and never overlap.
 */
export function planSeasons(seed: ShowSeed, today: string): readonly SeasonPlan[] {
  const seasons = seed.episodes.length;
  const lastCount = seed.episodes.at(-1);
  if (lastCount === undefined) return [];
  let first = firstDay(seed);
  const last = lastStart(seed, today, first, lastCount);
  const shortest = 7 * seasons;
  if (daysBetween(first, last) < shortest) first = addDays(last, seasons === 1 ? 0 : -365 * (seasons - 1));
  if (seasons === 1) first = last;
  const gap = seasons === 1 ? 0 : daysBetween(first, last) / (seasons - 1);
  return seed.episodes.map((count, index) => {
    const isLast = index === seasons - 1;
    const start = isLast ? last : addDays(first, Math.round(gap * index));
    const step = isLast ? 7 : Math.min(7, (gap - 1) / Math.max(count, 1));
    return {
      number: index + 1,
      count,
      day: (episode) => {
        if (seed.rhythm === 'binge') return start;
        if (seed.rhythm === 'weekdays' && step > 1.4) return stepWeekdays(start, episode - 1);
        return addDays(start, Math.floor(step * (episode - 1)));
      },
    };
  });
}
