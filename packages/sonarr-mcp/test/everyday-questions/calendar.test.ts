import { describe, expect, it } from 'vitest';
import { rowsOf, seriesNamed } from '../support/answers.js';
import { counting } from '../support/counting.js';
import { eventsOf } from '../support/icalendar.js';
import { openServer } from '../support/sonarr-server.js';

describe('with what is on by default', () => {
  it('Which shows come back in the next two weeks?', async () => {
    const server = await openServer();
    const question = counting(server);
    const answer = await question.call('sonarr_get_calendar', { days: 14, limit: 200 });
    const premieres = rowsOf(answer, 'episodes').filter(({ occasion }) => occasion === 'season premiere');
    expect(premieres).toContainEqual(expect.objectContaining({ series: 'Silo', code: 'S03E01' }));
    expect(premieres.every(({ code }) => String(code).endsWith('E01'))).toBe(true);
    expect(question.calls()).toBe(1);
  });

  it('When does The Boys end?', async () => {
    const server = await openServer();
    const question = counting(server);
    const answer = await question.call('sonarr_get_calendar', { days: 30, limit: 200 });
    const finale = rowsOf(answer, 'episodes').find(
      ({ series, occasion }) => series === 'The Boys' && occasion === 'series finale',
    );
    const aired = server.sonarr.state
      .episodesOf(seriesNamed(server.sonarr, 'The Boys'))
      .find(({ episode: { season, number } }) => season === 5 && number === 8)?.episode.airDateUtc;
    expect(finale).toMatchObject({ code: 'S05E08' });
    expect(Date.parse(String(finale?.['airsAt']))).toBe(aired?.getTime());
    expect(question.calls()).toBe(1);
  });

  it('Give me the calendar as a file for my phone', async () => {
    const server = await openServer();
    const question = counting(server);
    const answer = await question.call('sonarr_get_calendar', { days: 31, ical: true });
    const events = eventsOf(String(answer.json['iCalendar']));
    expect(events).toHaveLength(Number(answer.json['total']));
    expect(events.map(({ SUMMARY }) => SUMMARY)).toContainEqual(expect.stringMatching(/^Babylon Berlin S05E05 – /));
    expect(answer.text).not.toContain(server.sonarr.apiKey);
    expect(question.calls()).toBe(1);
  });

  it('What is new for me this week?', async () => {
    const server = await openServer();
    const question = counting(server);
    const answer = await question.call('sonarr_get_calendar', { from: '-7d', days: 7, limit: 100 });
    const fresh = rowsOf(answer, 'episodes').filter(({ have }) => have === true);
    expect(fresh.length).toBeGreaterThan(0);
    const days = fresh.map(({ day }) => String(day));
    expect(days).toEqual([...days].sort());
    expect(days.every((day) => day >= '2026-11-14' && day <= '2026-11-20')).toBe(true);
    expect(question.calls()).toBe(1);
  });

  it('What should be there from last night and is not?', async () => {
    const server = await openServer();
    const question = counting(server);
    const answer = await question.call('sonarr_get_calendar', { from: 'yesterday', days: 1 });
    const rows = rowsOf(answer, 'episodes');
    expect(rows.every(({ day }) => day === '2026-11-20')).toBe(true);
    const { state } = server.sonarr;
    for (const row of rows) {
      const series = seriesNamed(server.sonarr, String(row['series']));
      const stored = state
        .episodesOf(series)
        .find(({ episode: { season, number } }) => String(row['code']) === codeOf(season, number));
      expect([row['code'], row['have']]).toEqual([row['code'], stored !== undefined && stored.fileId > 0]);
    }
    expect(question.calls()).toBe(1);
  });

  it('Is anything on tonight? (a person in New York, where the day is another)', async () => {
    const server = await openServer({ timeZone: 'America/New_York' });
    const question = counting(server);
    const answer = await question.call('sonarr_get_calendar', { days: 1 });
    expect(answer.json).toMatchObject({ timeZone: 'America/New_York', from: '2026-11-21' });
    expect(rowsOf(answer, 'episodes')).toContainEqual(
      expect.objectContaining({ series: 'Abbott Elementary', airsAt: '2026-11-21T21:30:00-05:00' }),
    );
    expect(question.calls()).toBe(1);
  });
});

function codeOf(season: number, number: number): string {
  return `S${String(season).padStart(2, '0')}E${String(number).padStart(2, '0')}`;
}
