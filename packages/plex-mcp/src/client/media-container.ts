import { UnexpectedResponseError } from '@watchstack/core';

/**
 * One element of a Plex document, whichever format it came in: attributes are strings, children are lists of elements under
 * their name. What is empty is absent. Films, shows, episodes, tracks and playlists all stand under `Metadata`.
 */
export type PlexElement = Readonly<Record<string, unknown>>;

/** The tags that the JSON form calls `Metadata`. */
const itemTags = new Set(['Video', 'Track', 'Photo', 'Playlist', 'Metadata']);

/** What XML 1.0 cannot hold, lone surrogates included. Titles do contain it, and a strict parser stops there. */
const illegalCharacters = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const illegalCharacter = new RegExp(illegalCharacters, 'u');

/** No Plex document is nested half as deep. */
const maxDepth = 64;

/**
 * Reads a `MediaContainer` document, JSON or XML, into one shape. The format is told by the text itself: servers answer XML
 * with status 200 where JSON was asked for, and proxies change media types.
 * @param text the body
 * @param target what was asked for, in words for the error
 * @throws UnexpectedResponseError when it is neither, is cut short, or holds something else
 */
export async function parseMediaContainer(text: string, target?: string): Promise<PlexElement> {
  const body = text.replace(/^\uFEFF/, '').trimStart();
  if (body.startsWith('{')) return fromJson(body, target);
  if (body.startsWith('<')) return await fromXml(body, target);
  throw unusable(body === '' ? 'an empty body' : 'neither JSON nor XML', target);
}

function unusable(what: string, target: string | undefined, cause?: unknown): UnexpectedResponseError {
  return new UnexpectedResponseError(`Plex answered with ${what} instead of a media container.`, {
    target,
    hint: 'Check that PLEX_URL is the address of the Plex Media Server itself, usually http://…:32400.',
    cause,
  });
}

function fromJson(body: string, target: string | undefined): PlexElement {
  let document: unknown;
  try {
    document = JSON.parse(body);
  } catch (cause) {
    throw unusable('JSON that breaks off or is broken', target, cause);
  }
  if (!isRecord(document) || !isRecord(document['MediaContainer'])) throw unusable('other JSON', target);
  return jsonElement(document['MediaContainer'], 0, target);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Turns the parsed document itself into our shape: pages are large, and a copy of each would double the memory. */
function jsonElement(element: Record<string, unknown>, depth: number, target: string | undefined): PlexElement {
  if (depth > maxDepth) throw unusable('a document that is nested too deep', target);
  for (const name of Object.keys(element)) {
    const value = element[name];
    if (typeof value === 'object' && value !== null && name !== '__proto__') {
      const children: unknown[] = Array.isArray(value) ? value : [value];
      const elements = children.every(isRecord) ? children : children.filter(isRecord);
      for (const child of elements) jsonElement(child, depth + 1, target);
      if (elements.length > 0) element[name] = elements;
      else Reflect.deleteProperty(element, name);
      continue;
    }
    const attribute = name === '__proto__' ? undefined : attributeText(value);
    if (attribute === undefined) Reflect.deleteProperty(element, name);
    else if (attribute !== value) element[name] = attribute;
  }
  return element;
}

function attributeText(value: unknown): string | undefined {
  if (typeof value === 'string') return illegalCharacter.test(value) ? value.replace(illegalCharacters, '') : value;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? '1' : '0';
  return undefined;
}

/** A node as fast-xml-parser gives it with `preserveOrder`: one key with the children, and `:@` with the attributes. */
type XmlNode = Readonly<Record<string, unknown>>;

async function fromXml(body: string, target: string | undefined): Promise<PlexElement> {
  if (/^<(!doctype|html)/i.test(body)) throw unusable('a web page', target);
  if (/<!DOCTYPE/i.test(body.slice(0, 1000))) throw unusable('XML that declares a document type', target);
  const { XMLParser } = await import('fast-xml-parser');
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseAttributeValue: false,
    parseTagValue: false,
    trimValues: false,
    htmlEntities: true,
    ignoreDeclaration: true,
    ignorePiTags: true,
  });
  // The parser takes a document that breaks off for a whole one.
  if (!/(<\/MediaContainer\s*|\/)>\s*$/.test(body.slice(-200))) throw unusable('XML that breaks off', target);
  let nodes: unknown;
  try {
    nodes = parser.parse(body.replace(illegalCharacters, ''));
  } catch (cause) {
    throw unusable('broken XML', target, cause);
  }
  const root = (Array.isArray(nodes) ? nodes : []).filter(isRecord).find((node) => 'MediaContainer' in node);
  if (root === undefined) throw unusable('other XML', target);
  return xmlElement(root, 'MediaContainer', 0, target);
}

function xmlElement(node: XmlNode, tag: string, depth: number, target: string | undefined): PlexElement {
  if (depth > maxDepth) throw unusable('a document that is nested too deep', target);
  const element: Record<string, string | PlexElement[]> = {};
  const attributes = node[':@'];
  for (const [name, value] of Object.entries(isRecord(attributes) ? attributes : {})) {
    if (typeof value === 'string') element[name] = value.replace(illegalCharacters, '');
  }
  const children = node[tag];
  for (const child of (Array.isArray(children) ? children : []).filter(isRecord)) {
    const childTag = Object.keys(child).find((key) => key !== ':@' && key !== '#text');
    if (childTag === undefined) continue;
    const parsed = xmlElement(child, childTag, depth + 1, target);
    const name = jsonName(childTag, parsed);
    const siblings = element[name];
    if (Array.isArray(siblings)) siblings.push(parsed);
    else element[name] = [parsed];
  }
  return element;
}

/** A `Directory` with a rating key is a show, season, artist, album or collection; without one it is a library or a choice. */
function jsonName(tag: string, element: PlexElement): string {
  return itemTags.has(tag) || (tag === 'Directory' && element['ratingKey'] !== undefined) ? 'Metadata' : tag;
}
