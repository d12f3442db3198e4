import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import envPaths from 'env-paths';
import { ConfigurationError } from '../errors.js';

const folders = envPaths('watchstack', { suffix: '' });

/** The settings file a server reads: the one it is told, else the one in the user's own configuration folder, if any. */
export function readSettingsFile(
  named: string | undefined,
  instance: string,
): { name: string; values: Readonly<Record<string, string | undefined>> } | undefined {
  const candidates =
    named === undefined ? [path.join(folders.config, `${instance}.env`), path.join(folders.config, '.env')] : [named];
  const found = candidates.find((candidate) => existsSync(candidate));
  if (found === undefined) {
    if (named === undefined) return undefined;
    throw new ConfigurationError(`--env-file names a file that does not exist: ${named}`, {
      hint: 'Give the path of a file with one NAME=value a line.',
    });
  }
  return { name: found, values: parseEnv(readFileSync(found, 'utf8')) };
}

/** What an instance is called on this machine: `sonarr-mcp`, or `sonarr-mcp-4k` where its owner gave it a name. */
export function instanceId(server: string, name: string | undefined): string {
  return name === undefined ? server : `${server}-${name}`;
}

/** Where an instance keeps sign-ins and used confirmations, unless told. */
export function statePath(instance: string): string {
  return path.join(folders.data, instance);
}

/** Where an instance keeps its journal. */
export function journalPath(instance: string): string {
  return path.join(folders.log, `${instance}.journal.jsonl`);
}
