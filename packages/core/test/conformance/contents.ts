/** A grey picture of one pixel, as PNG in base64. */
export const picture = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCB2kUIOwAAAABJRU5ErkJggg==';

/** Two samples of silence, as WAV in base64. */
export const sound = 'UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQIAAACAgA==';

/** A block of text. */
export function text(value: string): { type: 'text'; text: string } {
  return { type: 'text', text: value };
}

/** A block that shows the picture. */
export function image(): { type: 'image'; data: string; mimeType: string } {
  return { type: 'image', data: picture, mimeType: 'image/png' };
}

/** A block that holds a whole resource. */
export function embedded(uri: string, mimeType: string, content: string) {
  return { type: 'resource' as const, resource: { uri, mimeType, text: content } };
}
