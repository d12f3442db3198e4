import { matchItems } from '@watchstack/core/server';
import { getSeries } from '../tools/library/get_series.js';
import { defineResource } from '../tools/define.js';
import { describeSeries, readLibrary, titleWithYear } from '../tools/series.js';

/** `sonarr://series/{series}`: what `sonarr_get_series` answers, to attach to a conversation. */
export const seriesResource = defineResource({
  name: 'series',
  title: 'Series',
  description: 'One series of your Sonarr library with its seasons, as sonarr_get_series answers it.',
  uri: 'sonarr://series/{series}',
  read: ({ series = '' }, context) => getSeries.bind({ series }).run(context),
  complete: {
    series: async (typed, context) => {
      const library = await readLibrary(context);
      const beginning = typed.toLowerCase();
      const starts = library.filter((series) => series.title.toLowerCase().startsWith(beginning));
      const matches = typed === '' ? [] : matchItems(typed, library, describeSeries);
      return [...new Set([...matches, ...starts])].map(titleWithYear);
    },
  },
});
