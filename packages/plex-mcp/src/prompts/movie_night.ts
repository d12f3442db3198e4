import { definePrompt } from '../tools/define.js';

/** Finds something to watch this evening. */
export const movieNight = definePrompt({
  name: 'movie_night',
  title: 'Movie night',
  description: 'Proposes three films of your libraries for this evening that nobody has to look for.',
  arguments: [
    {
      name: 'mood',
      description: 'What it should be like: a comedy, something short, for the whole family …',
      required: false,
    },
    { name: 'minutes', description: 'How long at most, in minutes.', required: false },
  ],
  render: ({ mood = '', minutes = '' }) =>
    [
      `Propose three films of our Plex libraries for this evening${mood === '' ? '' : `: ${mood.slice(0, 200)}`}.`,
      '1. plex_get_libraries: which film libraries there are.',
      `2. plex_get_library_items with watch unwatched and sort random${/^\d{1,3}$/.test(minutes) ? `, maxMinutes ${minutes}` : ''}, a few times, with the genres that fit.`,
      '3. plex_get_on_deck: if a fitting film was begun, propose to finish it.',
      'For each: title, year, length, and one sentence why. Change nothing.',
    ].join('\n'),
});
