import { definePrompt } from '../tools/define.js';

/** Walks through the watchlist and what is trending, and ends with three proposals. */
export const chooseSomethingToWatch = definePrompt({
  name: 'choose_something_to_watch',
  title: 'Choose something to watch',
  description: 'Proposes three things for this evening from the watchlist and from what is trending and new to you.',
  arguments: [
    { name: 'minutes', description: 'How much time there is, in minutes.', required: false },
    {
      name: 'type',
      description: 'shows or movies; either where left out.',
      required: false,
      complete: async (typed) => ['shows', 'movies'].filter((type) => type.startsWith(typed)),
    },
    { name: 'mood', description: 'What it should be like: funny, gripping, for the children.', required: false },
  ],
  render: ({ minutes, type, mood }) =>
    [
      'Help me choose something to watch now.',
      ...(minutes === undefined ? [] : [`I have ${minutes} minutes.`]),
      ...(mood === undefined ? [] : [`It should be: ${mood}.`]),
      `Look at my watchlist (trakt_get_watchlist, type ${type ?? 'all'}, sort rating, limit 50)${type === 'movies' ? '' : ', at shows I have not finished (trakt_get_watched_shows, state watching, limit 10) and at what is trending and new to me (trakt_get_trending_shows with skipWatched and skipWatchlisted)'}.`,
      'Propose three titles that fit the time and the mood, each with one sentence why, its length and its rating. Prefer what I have listed or begun. Change nothing.',
    ].join(' '),
});
