import type { Json } from './documents.js';

/** The tags that stand for `Metadata`, by the item's type. */
function itemTag(item: Json): string {
  switch (item['type']) {
    case 'show':
    case 'season':
    case 'artist':
    case 'album':
    case 'collection':
      return 'Directory';
    case 'track':
      return 'Track';
    case 'playlist':
      return 'Playlist';
    default:
      return 'Video';
  }
}

/**
 * The XML form of a document, which Plex answers unless JSON is asked for: attributes are strings, true and false are 1 and 0,
 * items stand under a tag for their kind.
 * @param root name of the outermost element: `MediaContainer`
 */
export function toXml(root: string, document: Json): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, document)}\n`;
}

function element(tag: string, source: Json): string {
  let attributes = '';
  let children = '';
  for (const [name, value] of Object.entries(source)) {
    if (value === undefined) continue;
    if (Array.isArray(value)) children += value.map((child) => childElement(name, child)).join('');
    else if (typeof value === 'object') children += childElement(name, value);
    else attributes += ` ${name}="${escape(typeof value === 'boolean' ? (value ? '1' : '0') : String(value))}"`;
  }
  return children === '' ? `<${tag}${attributes}/>` : `<${tag}${attributes}>\n${children}</${tag}>`;
}

function childElement(name: string, child: Json): string {
  return `${element(name === 'Metadata' ? itemTag(child) : name, child)}\n`;
}

/** Control characters are written as they are, which XML does not allow and the real server does. */
function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\r', '&#13;')
    .replaceAll('\t', '&#9;');
}
