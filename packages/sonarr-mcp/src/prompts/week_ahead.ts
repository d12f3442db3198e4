import { definePrompt } from '../tools/define.js';

/** What the coming days bring, and what stands in its way. */
export const weekAhead = definePrompt({
  name: 'week_ahead',
  title: 'The week ahead',
  description: 'What airs in the next days, what is stuck in the queue and what is missing, in one overview.',
  arguments: [{ name: 'days', description: 'How many days, 7 unless given.', required: false }],
  render: ({ days = '7' }) =>
    [
      `Give me an overview of my television for the next ${/^\d{1,2}$/.test(days) ? days : '7'} days.`,
      `1. sonarr_get_calendar with days ${/^\d{1,2}$/.test(days) ? days : '7'}: what airs when, by day; point out premieres and finales.`,
      '2. sonarr_get_queue: what is downloading, and what is stuck with what helps.',
      '3. sonarr_get_missing_episodes: anything of the last week that should be there and is not.',
      'Keep it short. Change nothing; say what you would do and ask.',
    ].join('\n'),
});
