import type { Identity } from '../auth/gate.js';
import type { Runtime } from '../runtime.js';

/** The newest protocol version that is spoken here; older ones are served as well. */
export const protocolVersion = '2026-07-28';

/** What `GET /info` tells a caller who was let in. */
export interface Info {
  readonly name: string;
  readonly title: string;
  readonly version: string;
  readonly protocolVersion: string;
  readonly readOnly: boolean;
  /** What this caller may do. */
  readonly access: Identity['access'];
  readonly tools: number;
}

/** Says what this server is, and what it is to this caller. */
export function infoFor<Client>(runtime: Runtime<Client>, { access }: Identity): Info {
  return {
    name: runtime.name,
    title: runtime.title,
    version: runtime.version,
    protocolVersion,
    readOnly: runtime.settings.readOnly,
    access,
    tools: runtime.toolsFor(access).length,
  };
}
