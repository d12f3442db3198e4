import type { OpenServer } from './sonarr-server.js';

/** Counts the calls that a question takes. */
export function counting(server: OpenServer) {
  let calls = 0;
  return {
    call: (name: string, args: Record<string, unknown>) => {
      calls += 1;
      return server.mcp.callTool(name, args);
    },
    calls: () => calls,
  };
}
