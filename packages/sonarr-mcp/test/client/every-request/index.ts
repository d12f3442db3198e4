import type { Pair } from '../stand-in.js';
import { libraryRequests } from './library.js';

/** Makes every request that the client can make, with everything that can be asked for. One step per part of the API. */
export const everyRequest: readonly ((pair: Pair) => Promise<void>)[] = [libraryRequests];
