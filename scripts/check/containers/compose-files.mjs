/** What our Compose files and `.env.example` have to be. */
import { environmentNamesIn } from '../../containers/env-example.mjs';
import { readCompose, variablesIn } from '../../containers/compose.mjs';

/** Settings that the image or the way a server is published decide, one server unlike the other. */
const decidedElsewhere = new Set(['MCP_HOST', 'MCP_PORT', 'MCP_STATE_DIR', 'PUBLIC_URL', 'TRUST_PROXY']);
/** Variables of Node itself. */
const ofNode = new Set(['NODE_EXTRA_CA_CERTS']);
/** Variables that Compose itself reads from `.env`. */
const ofCompose = new Set(['COMPOSE_PROFILES', 'COMPOSE_FILE']);

const base = 'docker-compose.yml';
const proxied = ['docker-compose.caddy.yml', 'docker-compose.traefik.yml'];
const overlays = ['docker-compose.build.yml', 'docker-compose.secrets.yml', ...proxied];

/**
 * @param {readonly import('../containers.mjs').KnownServer[]} servers
 * @param {import('../containers.mjs').Read} read
 * @returns {string[]}
 */
export function composeProblems(servers, read) {
  const alone = readCompose([read(base)]);
  return [
    ...servers.flatMap((server) => handedOn(server, alone.services[server.name])),
    ...overlays.flatMap((file) => {
      const { services } = readCompose([read(base), read(file)]);
      return Object.entries(services).flatMap(([name, service]) => {
        const server = servers.find((each) => each.name === name);
        const problems = [
          ...lockedDown(service),
          ...(server === undefined ? ofProxy(service) : ofServer(server, service, proxied.includes(file))),
        ];
        return problems.map((problem) => `${base} with ${file}: ${name} ${problem}`);
      });
    }),
    ...variableProblems(read),
  ];
}

/**
 * Every setting can be set in `.env`, and nothing else is handed on.
 * @param {import('../containers.mjs').KnownServer} server
 * @param {import('../../containers/compose.mjs').Service | undefined} service
 */
function handedOn(server, service) {
  if (service === undefined) return [`${base}: has no service ${server.name}`];
  const given = Object.keys(service.environment ?? {});
  const wanted = server.settings.flatMap(({ names }) => names).filter((name) => !decidedElsewhere.has(name));
  const problems = wanted.filter((name) => !given.includes(name)).map((name) => `does not hand on ${name}`);
  if (service.profiles?.join() !== server.service) problems.push(`has another profile than ${server.service}`);
  if (!(service.image ?? '').endsWith(`_VERSION:-${server.version}}`)) {
    problems.push(`is not of version ${server.version}: node scripts/container-versions.mjs`);
  }
  return problems.map((problem) => `${base}: ${server.name} ${problem}`);
}

/**
 * @param {import('../containers.mjs').KnownServer} server
 * @param {import('../../containers/compose.mjs').Service} service
 * @param {boolean} behindProxy
 */
function ofServer(server, service, behindProxy) {
  /** @type {string[]} */
  const problems = [];
  const ports = service.ports ?? [];
  const published = '${PUBLISH_ON:-127.0.0.1}:' + `${server.port}:${server.port}`;
  if (behindProxy ? ports.length > 0 : ports.join() !== published) {
    problems.push(
      behindProxy ? 'publishes a port beside the proxy' : `publishes ${ports.join()} instead of ${published}`,
    );
  }
  if (!/^\$\{PUID:-[1-9]\d*\}:\$\{PGID:-[1-9]\d*\}$/.test(service.user ?? '')) problems.push('may run as root');
  if (!(service.volumes ?? []).includes(`${server.name}:/config`))
    problems.push('keeps /config in no volume of its own');
  for (const [name, value] of Object.entries(service.environment ?? {})) {
    const plain = name.replace(/_FILE$/, '');
    const setting = server.settings.find((each) => each.names.includes(plain));
    if (setting === undefined && !ofNode.has(name)) problems.push(`has ${name}, which is no setting of ${server.name}`);
    if (name !== plain && setting?.secret !== true) problems.push(`has ${name}, but ${plain} is no secret`);
    if (name === plain && setting?.secret === true && value !== null)
      problems.push(`has a value of ${name} in the file`);
    if (name !== plain && !(service.secrets ?? []).includes(String(value).replace('/run/secrets/', ''))) {
      problems.push(`reads ${name} from a secret that it is not given`);
    }
  }
  return problems;
}

/** @param {import('../../containers/compose.mjs').Service} service */
function ofProxy(service) {
  const tag = /:v?\d+\.\d+\.\d+(?:-\w+)?$/;
  return tag.test(service.image ?? '') ? [] : [`has an image that is not pinned: ${service.image}`];
}

/** @param {import('../../containers/compose.mjs').Service} service */
function lockedDown(service) {
  /** @type {string[]} */
  const problems = [];
  if (service.read_only !== true) problems.push('can write to its own file system');
  if (service.cap_drop?.join() !== 'ALL') problems.push('keeps capabilities');
  if ((service.cap_add ?? []).some((/** @type {string} */ each) => each !== 'NET_BIND_SERVICE')) {
    problems.push('gets more capabilities than to open a port');
  }
  if (service.security_opt?.includes('no-new-privileges:true') !== true) problems.push('may gain privileges');
  if (service.privileged === true || service.network_mode === 'host') problems.push('is not contained');
  if ((service.volumes ?? []).some((/** @type {string} */ each) => each.includes('docker.sock'))) {
    problems.push('can command the engine');
  }
  return problems;
}

/**
 * `.env.example` and the Compose files name the same variables.
 * @param {import('../containers.mjs').Read} read
 */
function variableProblems(read) {
  const files = [base, ...overlays].map((file) => ({ file, text: read(file) }));
  const offered = environmentNamesIn(read('.env.example'));
  const used = new Set(files.flatMap(({ text }) => variablesIn(text)));
  const handed = new Set(
    Object.values(readCompose(files.map(({ text }) => text)).services).flatMap((service) =>
      Object.keys(service.environment ?? {}),
    ),
  );
  return [
    ...[...used].filter((name) => !offered.has(name)).map((name) => `.env.example: does not name ${name}`),
    ...[...offered]
      .filter((name) => !used.has(name) && !handed.has(name) && !ofCompose.has(name))
      .map((name) => `.env.example: names ${name}, which nothing reads`),
  ];
}
