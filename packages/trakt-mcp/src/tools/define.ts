import { promptsOf, resourcesOf, toolsOf } from '@watchstack/core/server';
import type { TraktClient } from '../client/trakt-client.js';

/** Defines a tool whose work is done with a Trakt client. */
export const defineTool = toolsOf<TraktClient>();

/** Defines a prompt of trakt-mcp. */
export const definePrompt = promptsOf<TraktClient>();

/** Defines a resource of trakt-mcp. */
export const defineResource = resourcesOf<TraktClient>();
