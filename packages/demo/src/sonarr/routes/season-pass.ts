import type { Route } from '../../http/index.js';
import type { Context } from '../context.js';
import type { Document } from '../json.js';
import { isDocument, json } from '../json.js';
import { applyMonitoring, strategies } from '../monitoring.js';
import { unreadable } from '../problems.js';
import { bodyDocument, field, flagField, integerField, wordField } from '../query.js';
import { listedSeries } from '../series-writes.js';
import type { StoredSeries } from '../state.js';

function documents(parent: Document, name: string): Document[] {
  const value = field(parent, name) ?? [];
  if (!Array.isArray(value)) throw unreadable(`$.${name}`, 'The JSON value could not be converted to a list.');
  return value.map((one: unknown) => {
    if (!isDocument(one)) throw unreadable(`$.${name}[0]`, 'The JSON value could not be converted.');
    return one;
  });
}

function flagSeasons(series: StoredSeries, entry: Document): void {
  const asked = new Map(
    documents(entry, 'seasons').map((season) => [
      integerField(season, 'seasonNumber') ?? 0,
      flagField(season, 'monitored') ?? false,
    ]),
  );
  series.seasons = series.seasons.map((season) => ({
    ...season,
    monitored: asked.get(season.seasonNumber) ?? season.monitored,
  }));
}

/**
 * The route under `/seasonpass`. Season flags that come without `monitoringOptions` are stored, and no episode follows them;
 * with options every mark of every episode is written anew.
 */
export function seasonPassRoutes(context: Context): Route[] {
  return [
    {
      method: 'POST',
      path: '/api/v3/seasonpass',
      changesState: true,
      handle: (call) => {
        const body = bodyDocument(call);
        const entries = documents(body, 'series');
        const named = listedSeries(
          context.state,
          entries.map((entry) => integerField(entry, 'id') ?? 0),
        );
        const options = field(body, 'monitoringOptions');
        for (const [index, series] of named.entries()) {
          const entry = entries[index] ?? {};
          series.monitored = flagField(entry, 'monitored') ?? series.monitored;
          flagSeasons(series, entry);
          if (!isDocument(options)) continue;
          applyMonitoring(
            context.state,
            series,
            {
              monitor: wordField(options, 'monitor', strategies) ?? 'unknown',
              ignoreEpisodesWithFiles: flagField(options, 'ignoreEpisodesWithFiles') ?? false,
              ignoreEpisodesWithoutFiles: flagField(options, 'ignoreEpisodesWithoutFiles') ?? false,
            },
            context.now(),
          );
        }
        return json({}, 202);
      },
    },
  ];
}
