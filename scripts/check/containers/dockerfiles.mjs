/** What a Dockerfile of ours has to be. */
import { execForm, pairsOf, readStages, valueOf } from '../../containers/dockerfile.mjs';

/** Variables of the image that are no setting of a server. */
const ofTheImage = new Set([
  'NODE_ENV',
  'container',
  'HOME',
  'XDG_CONFIG_HOME',
  'XDG_DATA_HOME',
  'XDG_STATE_HOME',
  'XDG_CACHE_HOME',
]);

/**
 * @param {readonly import('../containers.mjs').KnownServer[]} servers
 * @param {import('../containers.mjs').Read} read
 * @returns {string[]}
 */
export function dockerfileProblems(servers, read) {
  const problems = servers.flatMap((server) =>
    problemsOf(server, read(`${server.name}.Dockerfile`)).map((problem) => `${server.name}.Dockerfile: ${problem}`),
  );
  const [first, ...others] = servers.map((server) => ({
    server,
    text: common(server, read(`${server.name}.Dockerfile`)),
  }));
  for (const { server, text } of others) {
    if (text === first?.text) continue;
    problems.push(
      `${server.name}.Dockerfile: differs from ${first?.server.name}.Dockerfile in more than name, port and description`,
    );
  }
  return problems;
}

/**
 * A Dockerfile without what belongs to its server.
 * @param {import('../containers.mjs').KnownServer} server
 * @param {string} text
 */
function common({ name, port, description = '' }, text) {
  return text.replaceAll(name, 'NAME').replaceAll(description, 'DESCRIPTION').replaceAll(String(port), 'PORT');
}

/**
 * @param {import('../containers.mjs').KnownServer} server
 * @param {string} text
 * @returns {string[]}
 */
function problemsOf(server, text) {
  const stages = readStages(text);
  const last = stages.at(-1);
  if (last === undefined) return ['has no stage'];
  /** @type {string[]} */
  const problems = [];
  const must = (/** @type {boolean} */ good, /** @type {string} */ problem) => {
    if (!good) problems.push(problem);
  };
  for (const { image, instructions } of stages) {
    must(
      /^node:\d+\.\d+\.\d+-[a-z]+-slim@sha256:[0-9a-f]{64}$/.test(image),
      `${image} is not a slim Node pinned by version and digest`,
    );
    must(image === stages[0]?.image, 'is built with another Node than it runs on');
    for (const { instruction, value } of instructions) {
      must(instruction !== 'ADD', 'ADD may fetch and unpack: use COPY');
      must(
        !(instruction === 'RUN' && /\b(?:apt-get|curl|wget|sudo)\b/.test(value)),
        `RUN ${value} takes something that is pinned nowhere`,
      );
    }
  }
  must(
    !last.instructions.some(({ instruction }) => instruction === 'RUN'),
    'runs something in the last stage, which every platform would have to emulate',
  );
  must(
    /^[1-9]\d*:[1-9]\d*$/.test(valueOf(last, 'USER') ?? ''),
    'USER has to be a number that is not root, so that others can check it',
  );
  must(valueOf(last, 'VOLUME') === '/config', 'VOLUME has to be /config');
  must(
    valueOf(last, 'EXPOSE') === String(server.port),
    `EXPOSE has to be ${server.port}, where ${server.name} listens`,
  );
  must(
    execForm(valueOf(last, 'ENTRYPOINT'))?.join(' ') === 'node /app/dist/cli.js',
    'ENTRYPOINT has to be the program alone, in exec form, so that flags append and signals arrive',
  );
  must(valueOf(last, 'CMD') === undefined, 'CMD would be replaced by the first flag');
  const health = execForm(valueOf(last, 'HEALTHCHECK'))?.join(' ') ?? '';
  must(
    health.includes('/health') && health.includes(`|| ${server.port})`),
    `HEALTHCHECK has to ask for /health on port ${server.port}`,
  );
  const labels = pairsOf(last, 'LABEL');
  must(
    labels['io.modelcontextprotocol.server.name'] === server.mcpName,
    `the label for the MCP registry has to be ${server.mcpName}`,
  );
  must(
    labels['org.opencontainers.image.description'] === server.description,
    `the label for the description has to be that of package.json: ${server.description}`,
  );
  for (const name of ['title', 'licenses', 'source', 'documentation']) {
    must((labels[`org.opencontainers.image.${name}`] ?? '') !== '', `has no label for ${name}`);
  }
  for (const [name, value] of Object.entries(pairsOf(last, 'ENV'))) {
    const setting = server.settings.find((each) => each.names.includes(name));
    must(setting !== undefined || ofTheImage.has(name), `ENV ${name} is no setting of ${server.name}`);
    must(setting?.secret !== true, `ENV ${name} would put a secret into the image: ${value.length} characters`);
  }
  return problems;
}
