import { getSeries } from '../tools/library/get_series.js';
import { defineResource } from '../tools/define.js';
import { proposeSeries } from '../tools/proposals.js';

/** `sonarr://series/{series}`: what `sonarr_get_series` answers, to attach to a conversation. */
export const seriesResource = defineResource({
  name: 'series',
  title: 'Series',
  description: 'One series of your Sonarr library with its seasons, as sonarr_get_series answers it.',
  uri: 'sonarr://series/{series}',
  read: ({ series = '' }, context) => getSeries.bind({ series }).run(context),
  complete: { series: proposeSeries },
});
