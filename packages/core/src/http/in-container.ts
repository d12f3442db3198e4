import { existsSync } from 'node:fs';
import process from 'node:process';

/** What the container engines leave in the file system of what they run. */
const marks = ['/.dockerenv', '/run/.containerenv'];

/**
 * Whether this program runs in a container, where localhost is the container itself. Looked at when something failed, never before.
 * @param environment Podman and our own images set `container`, Kubernetes the address of its own service
 * @param exists whether a file is there
 */
export function runsInContainer(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  exists: (file: string) => boolean = existsSync,
): boolean {
  return (
    (environment['container'] ?? '') !== '' ||
    environment['KUBERNETES_SERVICE_HOST'] !== undefined ||
    marks.some((file) => exists(file))
  );
}
