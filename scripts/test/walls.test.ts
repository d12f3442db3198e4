import { RuleTester } from 'eslint';
import { parser } from 'typescript-eslint';
import { describe, it } from 'vitest';
import { walls } from '../eslint/walls.mjs';

RuleTester.describe = describe;
RuleTester.it = it;
const tester = new RuleTester({ languageOptions: { parser, sourceType: 'module' } });

const tool = 'packages/sonarr-mcp/src/tools/library/list-series.ts';
const prompt = 'packages/plex-mcp/src/prompts/evening.ts';
const resource = 'packages/trakt-mcp/src/resources/show.ts';
const client = 'packages/sonarr-mcp/src/client/series.ts';
const library = 'packages/sonarr-mcp/src/index.ts';
const app = 'packages/sonarr-mcp/src/app.ts';
const cli = 'packages/sonarr-mcp/src/cli.ts';
const settings = 'packages/sonarr-mcp/src/settings.ts';
const standIn = 'packages/demo/src/sonarr/index.ts';
const coreBase = 'packages/core/src/http/client.ts';
const coreServer = 'packages/core/src/server/dispatch.ts';
const coreTesting = 'packages/core/src/testing/contract.ts';
const serverTest = 'packages/sonarr-mcp/test/tools/list-series.test.ts';

function allowed(name: string, filename: string, code: string) {
  return { name, filename, code };
}

function refused(name: string, filename: string, code: string, reason: RegExp, line = 1) {
  return { name, filename, code, errors: [{ message: reason, line }] };
}

tester.run('walls: tools, prompts and resources', walls, {
  valid: [
    allowed(
      'a tool may use the client of its own server',
      tool,
      "import { SonarrClient } from '../../client/index.js';",
    ),
    allowed(
      'a tool may use core and zod',
      tool,
      "import { defineTool } from '@watchstack/core/server'; import * as z from 'zod';",
    ),
    allowed('a tool may use its sibling', tool, "import { row } from './rows.js';"),
    allowed(
      'a tool may use another server as any user could',
      tool,
      "import { TraktClient } from '@watchstack/trakt-mcp';",
    ),
    allowed('a tool may call a function of its own named fetch', tool, 'const fetch = () => 1; fetch();'),
    allowed(
      'a property named fetch is not the network',
      tool,
      'export const f = (client: { fetch(): void }) => client.fetch();',
    ),
  ],
  invalid: [
    refused('a tool importing ky fails', tool, "import ky from 'ky';", /^Only src\/client may use 'ky'/),
    refused(
      'a tool importing undici fails',
      tool,
      "import { request } from 'undici';",
      /^Only src\/client may use 'undici'/,
    ),
    refused(
      'a tool importing node:http fails',
      tool,
      "import { get } from 'node:http';",
      /^Only src\/client may use 'http'/,
    ),
    refused(
      'a tool importing https without prefix fails',
      tool,
      "import { get } from 'https';",
      /^Only src\/client may use 'https'/,
    ),
    refused(
      'a tool loading ky lazily fails',
      tool,
      "export const f = () => import('ky');",
      /^Only src\/client may use 'ky'/,
    ),
    refused(
      'a prompt importing the XML parser fails',
      prompt,
      "import { XMLParser } from 'fast-xml-parser';",
      /already parsed/,
    ),
    refused(
      'a tool calling fetch fails',
      tool,
      "export const f = () => fetch('x');",
      /^Only src\/client may use 'fetch'/,
    ),
    refused('a tool calling globalThis.fetch fails', tool, "export const f = () => globalThis.fetch('x');", /'fetch'/),
    refused('a tool importing the app fails', tool, "import { app } from '../../app.js';", /stands above tools/),
    refused('a resource importing the program fails', resource, "import '../cli.js';", /stands above tools/),
    refused(
      'a tool importing the MCP SDK fails',
      tool,
      "import type { Server } from '@modelcontextprotocol/server';",
      /core speaks the protocol/,
    ),
    refused(
      'a tool importing a deep path of another server fails',
      tool,
      "import { x } from '@watchstack/plex-mcp/src/tools/x.js';",
      /not among the entries/,
    ),
    refused(
      "a tool importing another server's tool by path fails",
      tool,
      "import { x } from '../../../../plex-mcp/src/tools/x.js';",
      /must not lead from packages\/sonarr-mcp into packages\/plex-mcp/,
    ),
    refused(
      'a tool importing the household fails',
      tool,
      "import { seed } from '@watchstack/demo/sonarr';",
      /only the app chooses/,
    ),
    refused(
      'a tool importing from the tests fails',
      tool,
      "import { x } from '../../../test/x.js';",
      /leads out of src/,
    ),
    refused('a tool importing a test library fails', tool, "import { vi } from 'vitest';", /is for tests/),
  ],
});

tester.run('walls: clients and the library', walls, {
  valid: [
    allowed('a client may use the root of core', client, "import { createHttp } from '@watchstack/core';"),
    allowed('a client may parse XML and use fetch', client, "import { XMLParser } from 'fast-xml-parser'; fetch('x');"),
    allowed(
      'the library offers the client and errors',
      library,
      "export { SonarrClient } from './client/index.js'; export * from '@watchstack/core';",
    ),
  ],
  invalid: [
    refused(
      'a client importing the MCP SDK fails',
      client,
      "import { Server } from '@modelcontextprotocol/server';",
      /^A client must not import '@modelcontextprotocol\/server'/,
    ),
    refused(
      'a client importing only types of the MCP SDK fails',
      client,
      "import type { Tool } from '@modelcontextprotocol/client';",
      /knows no MCP/,
    ),
    refused(
      'a client naming a type of the MCP SDK inline fails',
      client,
      "export type T = import('@modelcontextprotocol/client').Tool;",
      /knows no MCP/,
    ),
    refused(
      'a client importing the machinery of servers fails',
      client,
      "import { defineTool } from '@watchstack/core/server';",
      /knows no MCP/,
    ),
    refused(
      'a client importing a tool fails',
      client,
      "import { rows } from '../tools/library/rows.js';",
      /stands above client/,
    ),
    refused(
      'a client importing the settings fails',
      client,
      "import { settings } from '../settings.js';",
      /stands above client/,
    ),
    refused(
      'the library offering a tool fails',
      library,
      "export { tool } from './tools/library/x.js';",
      /stands above index/,
    ),
    refused(
      'the library importing zod fails',
      library,
      "import * as z from 'zod';",
      /library's entry must not import 'zod'/,
    ),
    refused(
      'the library importing the household fails',
      library,
      "export * from '@watchstack/demo/sonarr';",
      /only the app chooses/,
    ),
  ],
});

tester.run('walls: app, settings and program', walls, {
  valid: [
    allowed(
      'the app gathers tools and client',
      app,
      "import { tools } from './tools/index.js'; import { SonarrClient } from './client/index.js';",
    ),
    allowed('the app loads the household lazily', app, "export const demo = () => import('@watchstack/demo/sonarr');"),
    allowed(
      'the program hands the app to core',
      cli,
      "import { runCli } from '@watchstack/core/shell'; import { app } from './app.js';",
    ),
  ],
  invalid: [
    refused(
      'the app importing the household at start fails',
      app,
      "import { start } from '@watchstack/demo/sonarr';",
      /must be loaded with import\(\)/,
    ),
    refused(
      'the program loading at start what only tools need fails',
      cli,
      "import { resolveItem } from '@watchstack/core/server';",
      /must not be imported here/,
    ),
    refused('the app importing the program fails', app, "import './cli.js';", /stands above app/),
    refused(
      'the settings importing a tool fails',
      settings,
      "import { x } from './tools/x.js';",
      /stands above settings/,
    ),
    refused(
      'the program importing an HTTP library fails',
      cli,
      "import ky from 'ky';",
      /^Only src\/client may use 'ky'/,
    ),
  ],
});

tester.run('walls: the household', walls, {
  valid: [
    allowed(
      'a stand-in may use Node and itself',
      standIn,
      "import { createServer } from 'node:http'; import { seed } from '../household/index.js';",
    ),
  ],
  invalid: [
    refused(
      'a stand-in importing core fails',
      standIn,
      "import { parse } from '@watchstack/core';",
      /cannot share a mistake/,
    ),
    refused(
      'a stand-in importing a type of core fails',
      standIn,
      "import type { Ref } from '@watchstack/core';",
      /cannot share a mistake/,
    ),
    refused(
      'a stand-in importing a client fails',
      standIn,
      "import { SonarrClient } from '@watchstack/sonarr-mcp';",
      /cannot share a mistake/,
    ),
    refused(
      'a stand-in importing core by path fails',
      standIn,
      "import { parse } from '../../../core/src/index.js';",
      /must not lead from packages\/demo/,
    ),
    refused(
      'a stand-in importing an npm package fails',
      standIn,
      "import * as z from 'zod';",
      /cannot share a mistake/,
    ),
  ],
});

tester.run('walls: core', walls, {
  valid: [
    allowed('the base may use ky', coreBase, "import ky from 'ky'; import { WatchError } from '../errors.js';"),
    allowed(
      'the server entry may use the base and the SDK',
      coreServer,
      "import { a } from '../errors.js'; import { Server } from '@modelcontextprotocol/server';",
    ),
    allowed(
      'the testing entry may use the server entry and vitest',
      coreTesting,
      "import { a } from '../server/index.js'; import { it } from 'vitest';",
    ),
  ],
  invalid: [
    refused(
      'core importing a server fails',
      coreServer,
      "import { x } from '@watchstack/plex-mcp';",
      /knows no service/,
    ),
    refused(
      'core importing the household fails',
      coreServer,
      "export const d = () => import('@watchstack/demo/plex');",
      /knows no service/,
    ),
    refused(
      'the testing entry importing the household fails',
      coreTesting,
      "import { x } from '@watchstack/demo/plex';",
      /knows no service/,
    ),
    refused(
      'the base importing the server entry fails',
      coreBase,
      "import { x } from '../server/dispatch.js';",
      /all that a client may import/,
    ),
    refused(
      'the base re-exporting the server entry fails',
      'packages/core/src/index.ts',
      "export * from './server/index.js';",
      /all that a client may import/,
    ),
    refused(
      'the base importing the MCP SDK fails',
      coreBase,
      "import { Server } from '@modelcontextprotocol/server';",
      /a client knows no MCP/,
    ),
    refused(
      'the server entry importing the testing entry fails',
      coreServer,
      "import { x } from '../testing/index.js';",
      /is for tests/,
    ),
  ],
});

tester.run('walls: tests and paths', walls, {
  valid: [
    allowed(
      'a test may use the household, the testing entry and any part of its server',
      serverTest,
      "import { a } from '@watchstack/demo/sonarr'; import { b } from '@watchstack/core/testing'; import { c } from '../../src/tools/x.js'; fetch('x');",
    ),
    allowed('a test may use the MCP client', serverTest, "import { Client } from '@modelcontextprotocol/client';"),
    allowed(
      'a server may read its own package.json',
      app,
      "import manifest from '../package.json' with { type: 'json' };",
    ),
    allowed(
      'files outside of packages are not concerned',
      'scripts/demo.mjs',
      "import { x } from '../packages/core/src/x.js';",
    ),
  ],
  invalid: [
    refused(
      'a test reaching into another package by path fails',
      serverTest,
      "import { x } from '../../../core/src/errors.js';",
      /must not lead from packages\/sonarr-mcp into packages\/core/,
    ),
    refused(
      'a deep import of core fails in a test too',
      serverTest,
      "import { x } from '@watchstack/core/src/errors.js';",
      /not among the entries/,
    ),
    refused(
      'paths are understood with backslashes',
      'C:\\work\\packages\\sonarr-mcp\\src\\tools\\x.ts',
      "\nimport ky from 'ky';",
      /^Only src\/client may use 'ky'/,
      2,
    ),
  ],
});
