import { promptsOf, resourcesOf, toolsOf, type ToolContext } from '@watchstack/core/server';
import type { SonarrClient } from '../client/sonarr-client.js';

/** What a tool of sonarr-mcp works with. */
export type SonarrContext = ToolContext<SonarrClient>;

/** Defines a tool whose work is done with a Sonarr client. */
export const defineTool = toolsOf<SonarrClient>();

/** Defines a prompt of sonarr-mcp. */
export const definePrompt = promptsOf<SonarrClient>();

/** Defines a resource of sonarr-mcp. */
export const defineResource = resourcesOf<SonarrClient>();
