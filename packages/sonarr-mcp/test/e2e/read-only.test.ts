import { readOnlySuite } from '@watchstack/core/testing';
import { app } from '../../src/app.js';
import { program, start } from './program.js';

await readOnlySuite({ app, program, start: () => start() });
