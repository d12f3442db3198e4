/** What the files of the proxies have to be. */
import { parse } from 'yaml';

/**
 * Each server is reached under its own path, with what belongs to its sign-in at the root of the host, and at its port.
 * @param {readonly import('../containers.mjs').KnownServer[]} servers
 * @param {import('../containers.mjs').Read} read
 * @returns {string[]}
 */
export function proxyProblems(servers, read) {
  return [...caddyProblems(servers, read('Caddyfile')), ...traefikProblems(servers, read('traefik/watchstack.yml'))];
}

/**
 * @param {readonly import('../containers.mjs').KnownServer[]} servers
 * @param {string} text
 */
function caddyProblems(servers, text) {
  const lines = text.split('\n').map((line) => line.trim());
  const wanted = servers.flatMap(({ name, service, port }) => [
    `@${service} path /${service} /${service}/* /.well-known/*/${service} /.well-known/*/${service}/*`,
    `handle @${service} {`,
    `reverse_proxy ${name}:${port}`,
  ]);
  return wanted.filter((line) => !lines.includes(line)).map((line) => `Caddyfile: has no line '${line}'`);
}

/**
 * @param {readonly import('../containers.mjs').KnownServer[]} servers
 * @param {string} text
 */
function traefikProblems(servers, text) {
  const { routers = {}, services = {} } = parse(text)?.http ?? {};
  return servers.flatMap(({ name, service, port }) => {
    const router = routers[name] ?? {};
    /** @type {string[]} */
    const problems = [];
    if (
      router.service !== name ||
      router.tls?.certResolver !== 'letsencrypt' ||
      router.entryPoints?.join() !== 'websecure'
    ) {
      problems.push(`has no router over TLS for ${name}`);
    }
    const pattern = /PathRegexp\(`([^`]+)`\)/.exec(router.rule ?? '')?.[1];
    const leads = (/** @type {string} */ path) => pattern !== undefined && new RegExp(pattern).test(path);
    for (const path of [`/${service}/mcp`, `/${service}`, `/.well-known/oauth-protected-resource/${service}/mcp`]) {
      if (!leads(path)) problems.push(`does not lead ${path} to ${name}`);
    }
    for (const path of [`/${service}s/mcp`, `/other/${service}/mcp`]) {
      if (leads(path)) problems.push(`leads ${path} to ${name}`);
    }
    if (!String(router.rule).includes('Host(`{{ env "WATCHSTACK_HOST" }}`)'))
      problems.push(`answers for ${name} under any host`);
    const url = services[name]?.loadBalancer?.servers?.[0]?.url;
    if (url !== `http://${name}:${port}`) problems.push(`has no service at http://${name}:${port}`);
    return problems.map((problem) => `traefik/watchstack.yml: ${problem}`);
  });
}
