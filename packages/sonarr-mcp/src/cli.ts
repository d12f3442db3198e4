#!/usr/bin/env node
import { runCli } from '@watchstack/core/shell';
import { app } from './app.js';

await runCli(app, new URL('tools.json', import.meta.url));
