import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serverSettings } from '../../packages/core/src/server/server-settings.js';
import { environmentNames, isSecret, type SettingDefinition } from '../../packages/core/src/server/settings.js';
import { app as plex } from '../../packages/plex-mcp/src/app.js';
import { app as sonarr } from '../../packages/sonarr-mcp/src/app.js';
import { app as trakt } from '../../packages/trakt-mcp/src/app.js';
import { manifestOf, packageFolder, root } from '../build/paths.mjs';
import { containerProblems, readDockerFile } from '../check/containers.mjs';
import { environmentOf, interpolate, readCompose } from '../containers/compose.mjs';
import { valuesIn } from '../containers/env-example.mjs';
import { makeImage, type Image } from './container-process.js';

const known = [sonarr, plex, trakt].map(({ name, service, defaultPort, settings }) => {
  const all = Object.values<SettingDefinition>({ ...serverSettings(service, defaultPort), ...settings });
  return {
    ...manifestOf(packageFolder(name)),
    name,
    service,
    port: defaultPort,
    settings: all.map((each) => ({ names: environmentNames(each), secret: isSecret(each) })),
  };
});

describe('the files of the containers', () => {
  it('fit the servers and each other', () => {
    expect(containerProblems(known)).toEqual([]);
  });

  const sonarrImage = 'sonarr-mcp.Dockerfile';
  const compose = 'docker-compose.yml';
  const caddy = 'docker-compose.caddy.yml';
  const secrets = 'docker-compose.secrets.yml';
  const routes = 'traefik/watchstack.yml';
  it.each([
    ['a base image without a digest', sonarrImage, /@sha256:\w+/g, '', 'pinned by version and digest'],
    ['another base image for the build', sonarrImage, '24.21.0', '24.20.0', 'another Node than it runs on'],
    ['root', sonarrImage, 'USER 1000:1000', 'USER root', 'USER has to be a number'],
    ['another port', sonarrImage, 'EXPOSE 8080', 'EXPOSE 80', 'EXPOSE has to be 8080'],
    ['a health check of another port', sonarrImage, '|| 8080', '|| 80', 'HEALTHCHECK has to ask'],
    ['a shell around the program', sonarrImage, /ENTRYPOINT .*/, 'ENTRYPOINT node /app/dist/cli.js', 'in exec form'],
    ['a CMD', sonarrImage, 'WORKDIR /app', 'WORKDIR /app\nCMD ["--http"]', 'CMD would be replaced'],
    ['a variable nobody reads', sonarrImage, 'MCP_HOST=', 'MCP_HOSTS=', 'ENV MCP_HOSTS is no setting'],
    ['a secret in the image', sonarrImage, 'MCP_HOST=', 'MCP_AUTH_TOKEN=x MCP_HOST=', 'a secret into the image'],
    ['something fetched', sonarrImage, 'WORKDIR /app', 'ADD https://example.org/a /a', 'ADD may fetch'],
    ['an unpinned package', sonarrImage, 'RUN node', 'RUN apt-get install -y x && node', 'pinned nowhere'],
    ['another name at the MCP registry', sonarrImage, 'io.github.watchstack/', 'io.github.else/', 'MCP registry'],
    ['a description of its own', sonarrImage, /description="[^"]*"/, 'description="TV"', 'that of package.json'],
    [
      'a Dockerfile unlike the others',
      sonarrImage,
      'VOLUME',
      'STOPSIGNAL SIGINT\nVOLUME',
      'plex-mcp.Dockerfile: differs',
    ],
    ['another version', compose, 'SONARR_MCP_VERSION:-', 'SONARR_MCP_VERSION:-9', 'is not of version'],
    ['a server that may write', compose, 'read_only: true', 'read_only: false', 'can write to its own file system'],
    ['capabilities', compose, '- ALL', '- CHOWN', 'keeps capabilities'],
    ['new privileges', compose, 'no-new-privileges:true', 'label:disable', 'may gain privileges'],
    ['a user that is root', compose, '${PUID:-1000}', '${PUID:-0}', 'may run as root'],
    ['a port for everybody', compose, '${PUBLISH_ON:-127.0.0.1}:8080', '8080', 'publishes 8080:8080 instead of'],
    ['a misspelt variable', compose, 'SONARR_API_KEY:', 'SONARR_APIKEY:', 'SONARR_APIKEY, which is no setting'],
    ['a setting out of reach', compose, '  LOG_LEVEL:\n', '', 'does not hand on LOG_LEVEL'],
    ["another service's key", compose, 'PLEX_TOKEN:', 'PLEX_TOKEN:\n      SONARR_API_KEY:', 'no setting of plex-mcp'],
    ['a secret in the file', compose, 'PLEX_TOKEN:', 'PLEX_TOKEN: abc', 'has a value of PLEX_TOKEN'],
    ['a variable that is not offered', compose, '${PGID:-', '${PGRP:-', '.env.example: does not name PGRP'],
    ['a variable that nothing reads', '.env.example', '#PGID', '#PGRP', 'names PGRP, which nothing reads'],
    ['a port beside the proxy', caddy, 'ports: !reset []', 'init: true', 'publishes a port beside the proxy'],
    ['a proxy of any version', caddy, /image: caddy:.*/, 'image: caddy:latest', 'not pinned: caddy:latest'],
    ['a proxy with the engine', caddy, '- caddy-data:', '- /var/run/docker.sock:/s\n      - caddy-data:', 'command'],
    ['a secret that is not given', secrets, '- plex_token\n', '- sonarr_api_key\n', 'reads PLEX_TOKEN_FILE from'],
    ['a route of another port', 'Caddyfile', 'sonarr-mcp:8080', 'sonarr-mcp:8000', 'reverse_proxy sonarr-mcp:8080'],
    ['a route for a similar path', routes, '(/|$)', '', 'leads /sonarrs/mcp'],
    ['a route without the metadata', routes, String.raw`(/\.well-known/[^/]+)?`, '', 'oauth-protected-resource'],
    ['a route of another service', routes, 'http://plex-mcp:3001', 'http://plex-mcp:32400', 'has no service at'],
  ])('are refused with %s', (_what, file, from, to, says) => {
    const changed = readDockerFile(file).replace(from, to);
    expect(changed).not.toBe(readDockerFile(file));
    const problems = containerProblems(known, (name) => (name === file ? changed : readDockerFile(name)));
    expect(problems.join('\n')).toContain(says);
  });

  it('are all that the build of an image sees, without .env, history or tests', () => {
    const lines = readFileSync(path.join(root, '.dockerignore'), 'utf8').split('\n');
    expect(lines.find((line) => line !== '' && !line.startsWith('#'))).toBe('*');
    for (const line of lines) expect(line).not.toMatch(/^!\.(?:env|git)/);
    expect(lines.lastIndexOf('**/.env*')).toBeGreaterThan(lines.findLastIndex((line) => line.startsWith('!')));
  });
});

describe('Compose files as Compose reads them', () => {
  it('are laid over each other, add up their lists, and take away what is reset', () => {
    const below = 'services: { a: { ports: ["1:1"], environment: { A: one, B: }, cap_drop: [ALL] } }';
    const above = 'services: { a: { ports: !reset [], environment: { A: two }, cap_drop: [X] }, b: { image: i } }';
    expect(readCompose([below, above]).services).toEqual({
      a: { environment: { A: 'two', B: null }, cap_drop: ['ALL', 'X'] },
      b: { image: 'i' },
    });
  });

  it('take variables from .env, with defaults, and stop at one that has to be set', () => {
    expect(interpolate('${A:-x}:${B:-y}:${C}', { B: 'b' })).toBe('x:b:');
    expect(() => interpolate('${HOST:?set it}', { HOST: '' })).toThrow('HOST: set it');
    const service = { environment: { A: null, B: null, C: 'c' } };
    expect(environmentOf(service, { A: 'a' })).toEqual({ A: 'a', C: 'c' });
  });
});

/** What somebody would put in the place of each placeholder. */
const own: Record<string, string> = {
  SONARR_URL: 'http://192.168.1.10:8989',
  SONARR_API_KEY: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
  PLEX_URL: 'http://192.168.1.10:32400',
  PLEX_TOKEN: 'aB3dE5gH7jK9mN1pQ3sT',
  TRAKT_CLIENT_ID: '0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0',
  TRAKT_ACCESS_TOKEN: 'f0e1d2c3b4a5968778695a4b3c2d1e0ff0e1d2c3b4a5968778695a4b3c2d1e0f',
  MCP_AUTH_TOKEN: '6f1d0c7be52a94388e6b1f04d7a2c95b6f1d0c7be52a9438',
};

describe.each(known)('$name with .env.example', ({ name }) => {
  const copied = valuesIn(readDockerFile('.env.example'));
  const service = readCompose([readDockerFile('docker-compose.yml')]).services[name];
  const given = environmentOf(service, copied);
  const placeholders = Object.keys(given);
  let image: Image;
  beforeAll(() => {
    image = makeImage(name);
  });
  afterAll(() => {
    image.remove();
  });
  const start = (environment: Record<string, string>) =>
    image.start({ environment: { ...environment, MCP_PORT: '0', MCP_HOST: '127.0.0.1' } });

  it('does not start when nothing was filled in, and names every placeholder', async () => {
    const { code, stderr } = await start(given).ended;
    expect(code).toBe(2);
    for (const each of placeholders) expect(stderr).toContain(`${each} is a placeholder`);
  });

  it.each(placeholders)('does not start when %s was left as it is', async (left) => {
    const filled = Object.fromEntries(placeholders.map((each) => [each, own[each] ?? '']));
    const { code, stderr } = await start({ ...filled, [left]: given[left] ?? '' }).ended;
    expect(code).toBe(2);
    expect(stderr).toContain(`${left} is a placeholder`);
    expect(stderr.match(/is a placeholder/g)).toHaveLength(1);
  });

  it('starts when all are filled in', async () => {
    const filled = Object.fromEntries(placeholders.map((each) => [each, own[each] ?? '']));
    const running = start(filled);
    await running.said('listening');
    running.kill('SIGKILL');
    await running.ended;
  });

  it('does not start behind a proxy whose host name was left as it is', async () => {
    const behind = readCompose([readDockerFile('docker-compose.yml'), readDockerFile('docker-compose.caddy.yml')]);
    const host = /^#WATCHSTACK_HOST=(.*)$/m.exec(readDockerFile('.env.example'))?.[1];
    const environment = environmentOf(behind.services[name], { ...own, WATCHSTACK_HOST: host });
    const { code, stderr } = await start(environment).ended;
    expect(code).toBe(2);
    expect(stderr).toContain('PUBLIC_URL is a placeholder');
  });
});
