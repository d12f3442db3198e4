import { ResourceTemplate, type McpServer } from '@modelcontextprotocol/server';
import { picture } from './contents.js';

/** A text, a picture, a template, and one that can be watched. */
export function registerResources(server: McpServer): void {
  const plain = { mimeType: 'text/plain' };
  server.registerResource('static text', 'test://static-text', plain, (uri) => ({
    contents: [{ uri: uri.href, ...plain, text: 'The text of a resource.' }],
  }));

  server.registerResource('watched', 'test://watched-resource', plain, (uri) => ({
    contents: [{ uri: uri.href, ...plain, text: 'Nothing has changed.' }],
  }));

  const png = { mimeType: 'image/png' };
  server.registerResource('static picture', 'test://static-binary', png, (uri) => ({
    contents: [{ uri: uri.href, ...png, blob: picture }],
  }));

  const json = { mimeType: 'application/json' };
  const template = new ResourceTemplate('test://template/{id}/data', { list: undefined });
  server.registerResource('by number', template, json, (uri, { id }) => ({
    contents: [{ uri: uri.href, ...json, text: JSON.stringify({ id, found: true }) }],
  }));

  // Nothing of it ever changes, so there is nothing to remember of who watches.
  server.server.setRequestHandler('resources/subscribe', () => ({}));
  server.server.setRequestHandler('resources/unsubscribe', () => ({}));
}
