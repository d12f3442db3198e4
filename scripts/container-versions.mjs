/**
 * Writes the servers' versions into docker/docker-compose.yml: `node scripts/container-versions.mjs`. Part of
 * `npm run next-version`; a check holds both equal.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { manifestOf, packageFolder, root, servers } from './build/paths.mjs';

const file = path.join(root, 'docker', 'docker-compose.yml');
let text = readFileSync(file, 'utf8');
for (const server of servers) {
  const variable = `${server.toUpperCase().replace('-', '_')}_VERSION`;
  const { version } = manifestOf(packageFolder(server));
  text = text.replaceAll(new RegExp(`\\$\\{${variable}:-[^}]*\\}`, 'g'), `\${${variable}:-${version}}`);
}
writeFileSync(file, text);
