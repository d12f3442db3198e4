import { fileURLToPath } from 'node:url';
import { metaSuite } from '@watchstack/core/testing';
import { app } from '../src/app.js';

await metaSuite({ app, folder: fileURLToPath(new URL('..', import.meta.url)) });
