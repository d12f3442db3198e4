import { createHousehold } from '@watchstack/demo/household';
import { startTrakt, type TraktOptions } from '@watchstack/demo/trakt';
import { TraktClient, type TraktClientOptions } from '../../src/index.js';

/** When it is in the household of these tests. */
export const now = new Date('2026-11-21T17:00:00Z');

/** A Trakt that does not hold writes to one a second, unless told, and a client that does not either. */
export async function start(options: TraktOptions & { readonly client?: Partial<TraktClientOptions> } = {}) {
  const { client: own, ...ofTrakt } = options;
  const trakt = await startTrakt({
    household: createHousehold({ now }),
    now: () => now,
    writeLimit: false,
    ...ofTrakt,
  });
  const client = new TraktClient({
    url: trakt.url,
    clientId: trakt.clientId,
    accessToken: trakt.accessToken,
    tokenHost: new URL(trakt.url).host,
    writeSpacingMs: 0,
    ...own,
  });
  const showNamed = (title: string, year?: number) => {
    const show = trakt.household.shows.find(
      (each) => each.title === title && (year === undefined || each.year === year),
    );
    if (show === undefined) throw new Error(`The household knows no ${title}.`);
    return show;
  };
  return { trakt, client, showNamed };
}
