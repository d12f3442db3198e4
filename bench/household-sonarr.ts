import { createHousehold } from '../packages/demo/src/household/index.js';
import { startSonarr } from '../packages/demo/src/sonarr/index.js';
import { report, size } from './household-process.js';

const { shows } = size();
const sonarr = await startSonarr({ household: createHousehold(shows === undefined ? {} : { size: { shows } }) });
report({ SONARR_URL: sonarr.url, SONARR_API_KEY: sonarr.apiKey }, sonarr.requests);
