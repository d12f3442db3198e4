import type { Route } from '../../http/index.js';
import type { Context } from '../context.js';
import { json } from '../json.js';
import { missing } from '../problems.js';

/** The routes under `/delayprofile`. */
export function delayRoutes({ state }: Context): Route[] {
  const path = '/api/v3/delayprofile';
  const profiles = state.household.sonarr.delayProfiles;
  return [
    { method: 'GET', path, changesState: false, handle: () => json(profiles) },
    {
      method: 'GET',
      path: `${path}/{id:int}`,
      changesState: false,
      handle: (call) => {
        const found = profiles.find((one) => one.id === Number(call.params['id']));
        if (found === undefined) throw missing();
        return json(found);
      },
    },
  ];
}
