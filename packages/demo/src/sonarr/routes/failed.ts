import type { Route } from '../../http/index.js';
import type { Context } from '../context.js';
import { json } from '../json.js';
import { noSuchModel } from '../problems.js';
import { markFailed } from '../queue-work.js';

/** The route that marks a grab of the history as failed: blocked, noted, looked for anew. */
export function failedRoutes(context: Context): Route[] {
  const { state } = context;
  return [
    {
      method: 'POST',
      path: '/api/v3/history/failed/{id:int}',
      changesState: true,
      handle: (call) => {
        const id = Number(call.params['id']);
        const row = state.history.find((one) => one.id === id);
        if (row === undefined) throw noSuchModel('History', id);
        const { downloadId } = row.event;
        const grabbed = state.history.filter(
          (one) =>
            one.event.type === 'grabbed' &&
            (downloadId === undefined ? one.id === id : one.event.downloadId === downloadId),
        );
        markFailed(context, grabbed, false);
        return json({});
      },
    },
  ];
}
