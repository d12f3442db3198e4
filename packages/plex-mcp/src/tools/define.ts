import { promptsOf, resourcesOf, toolsOf, type ToolContext } from '@watchstack/core/server';
import type { PlexClient } from '../client/plex-client.js';

/** What a tool of plex-mcp works with. */
export type PlexContext = ToolContext<PlexClient>;

/** Defines a tool whose work is done with a Plex client. */
export const defineTool = toolsOf<PlexClient>();

/** Defines a prompt of plex-mcp. */
export const definePrompt = promptsOf<PlexClient>();

/** Defines a resource of plex-mcp. */
export const defineResource = resourcesOf<PlexClient>();
