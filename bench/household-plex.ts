import { createHousehold } from '../packages/demo/src/household/index.js';
import { startPlex } from '../packages/demo/src/plex/index.js';
import { report, size } from './household-process.js';

const { films } = size();
const plex = await startPlex({ household: createHousehold(films === undefined ? {} : { size: { films } }) });
report({ PLEX_URL: plex.url, PLEX_TOKEN: plex.token }, plex.requests);
