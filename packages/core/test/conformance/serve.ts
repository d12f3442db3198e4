/**
 * Serves the fixture server over HTTP on a free port of this machine, says on stdout where, and ends with SIGTERM.
 * What is around it (health, Host, Origin, limits) is core's own.
 */
import process from 'node:process';
import { serveOverHttp } from '../../src/server/transports/http.js';
import { shelfServer } from '../fixtures/shelf-runtime.js';
import { fixtureServer } from './fixture-server.js';

const { runtime, connection } = await shelfServer({ environment: { MCP_PORT: '0' } });
const http = await serveOverHttp(runtime, connection, fixtureServer);
process.once('SIGTERM', () => void http.close().then(() => process.exit(0)));
process.stdout.write(`${http.url}\n`);
