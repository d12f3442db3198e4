import type { Route } from '../../http/index.js';
import type { Context } from '../context.js';
import { knownLookupDocument, newLookupDocument, seriesDocument } from '../documents.js';
import { json, nothing } from '../json.js';
import { lookUp } from '../lookup.js';
import { failure, missing, Refusal, rowsMissing } from '../problems.js';
import { bodyDocument, flag, flagField, integer, integersField, text } from '../query.js';
import { addSeries, deleteSeries, editSeries, listedSeries, replaceSeries } from '../series-writes.js';
import type { StoredSeries } from '../state.js';

/** The routes under `/series`. */
export function seriesRoutes(context: Context): Route[] {
  const { state, commands } = context;
  const show = (series: StoredSeries): object => seriesDocument(state, series, context.now());
  const path = '/api/v3/series';
  return [
    {
      method: 'GET',
      path,
      changesState: false,
      handle: (call) => {
        const tvdbId = integer(call, 'tvdbId');
        flag(call, 'includeSeasonImages', false);
        const all = [...state.series.values()];
        return json(all.filter((one) => tvdbId === undefined || one.show.ids.tvdb === tvdbId).map(show));
      },
    },
    {
      method: 'GET',
      path: `${path}/lookup`,
      changesState: false,
      handle: (call) => {
        const term = text(call, 'term') ?? '';
        if (/^([a-z]:\\|\/)/i.test(term)) {
          throw new Refusal(failure(400, `Invalid search term: '${term}'`));
        }
        const byShow = new Map([...state.series.values()].map((one) => [one.show, one]));
        return json(
          lookUp(state.household.shows, term).map((found) => {
            const known = byShow.get(found);
            return known === undefined
              ? newLookupDocument(found, context.now())
              : knownLookupDocument(state, known, context.now());
          }),
        );
      },
    },
    {
      method: 'PUT',
      path: `${path}/editor`,
      changesState: true,
      handle: (call) => json(editSeries(state, commands, bodyDocument(call)).map(show), 202),
    },
    {
      method: 'DELETE',
      path: `${path}/editor`,
      changesState: true,
      handle: (call) => {
        const body = bodyDocument(call);
        deleteSeries(state, commands, listedSeries(state, integersField(body, 'seriesIds') ?? []), {
          deleteFiles: flagField(body, 'deleteFiles') ?? false,
          addImportListExclusion: flagField(body, 'addImportListExclusion') ?? false,
        });
        return json({});
      },
    },
    {
      method: 'GET',
      path: `${path}/{id:int}`,
      changesState: false,
      handle: (call) => {
        const found = state.series.get(Number(call.params['id']));
        if (found === undefined) throw missing();
        return json(show(found));
      },
    },
    {
      method: 'POST',
      path,
      changesState: true,
      handle: (call) => {
        const added = addSeries(state, commands, bodyDocument(call), context.now());
        return json(show(added), 201, { location: `${context.urlBase}${path}/${added.id}` });
      },
    },
    {
      method: 'PUT',
      path: `${path}/{id:int}`,
      changesState: true,
      handle: (call) => {
        const moveFiles = flag(call, 'moveFiles', false);
        return json(
          show(replaceSeries(state, commands, Number(call.params['id']), bodyDocument(call), moveFiles)),
          202,
        );
      },
    },
    {
      method: 'DELETE',
      path: `${path}/{id:int}`,
      changesState: true,
      handle: (call) => {
        const found = state.series.get(Number(call.params['id']));
        if (found === undefined) throw rowsMissing(1, 0);
        deleteSeries(state, commands, [found], {
          deleteFiles: flag(call, 'deleteFiles', false),
          addImportListExclusion: flag(call, 'addImportListExclusion', false),
        });
        return nothing;
      },
    },
  ];
}
