import type { Pair } from '../stand-in.js';
import { changingRequests } from './changing.js';
import { downloadRequests } from './downloads.js';
import { importRequests } from './import.js';
import { libraryRequests } from './library.js';
import { providerRequests } from './providers.js';
import { recordRequests } from './records.js';
import { searchingRequests } from './searching.js';
import { upkeepRequests } from './upkeep.js';

/** Makes every request that the client can make, with everything that can be asked for. One step per part of the API. */
export const everyRequest: readonly ((pair: Pair) => Promise<void>)[] = [
  libraryRequests,
  changingRequests,
  downloadRequests,
  importRequests,
  searchingRequests,
  recordRequests,
  upkeepRequests,
  providerRequests,
];
