import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * A service's own OpenAPI document, where somebody has put it beside the repository: in `shared/contracts` of a folder above.
 * @param name `sonarr-v3.openapi.json`
 * @returns its path; undefined where there is none, and what depends on it is then left out
 */
export function findContract(name: string): string | undefined {
  for (let folder = import.meta.dirname; folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const file = path.join(folder, 'shared', 'contracts', name);
    if (existsSync(file)) return file;
  }
  return undefined;
}
