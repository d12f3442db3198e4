import { expect, it } from 'vitest';
import { helpPage } from '../../src/server/help.js';
import { httpSettings, signInSettings } from '../../src/server/http-settings.js';
import { everydaySettings, serverSettings } from '../../src/server/server-settings.js';
import { environmentNames, type SettingDefinition, type SettingDefinitions } from '../../src/server/settings.js';
import { shelfApp } from '../fixtures/shelf-app.js';
import { Shelf } from '../fixtures/shelf.js';

const page = helpPage(shelfApp(new Shelf()));
const places = (settings: SettingDefinitions) =>
  Object.values<SettingDefinition>(settings).map((setting) => page.indexOf(`  ${environmentNames(setting)[0]}`));

it('lists every setting', () => {
  expect(places(serverSettings('shelf', 9999))).not.toContain(-1);
});

it('spares whoever needs no HTTP: its settings stand at the end, apart', () => {
  const [http, signIn] = [page.indexOf('\nOver HTTP'), page.indexOf('\nWho may come in over HTTP')];
  expect(Math.max(...places(everydaySettings('shelf')), page.indexOf('\nToolsets:'))).toBeLessThan(http);
  expect(Math.min(...places(httpSettings('shelf', 9999)))).toBeGreaterThan(http);
  expect(Math.max(...places(httpSettings('shelf', 9999)))).toBeLessThan(signIn);
  expect(Math.min(...places(signInSettings))).toBeGreaterThan(signIn);
});
