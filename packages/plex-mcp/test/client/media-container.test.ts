import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnexpectedResponseError } from '../../src/index.js';
import { itemPageSchema } from '../../src/client/items.js';
import { parseMediaContainer } from '../../src/client/media-container.js';

/** A document as a server keeps it, before it is written in either format. */
interface Node {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  readonly children: readonly Node[];
}

const itemTags: Readonly<Record<string, string>> = {
  movie: 'Video',
  episode: 'Video',
  track: 'Track',
  show: 'Directory',
};

/** Text with everything that has to be escaped somewhere, and with what XML cannot hold. */
const text = fc.string({
  unit: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...Array.from('abcXYZ äßé進🎬 \'"&<>;#')) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('\n', '\t', '\r', '\u0001', '\u001f', '\u0000', '\ufffe', '&amp;', ']]>', '<!--'),
    },
  ),
  maxLength: 24,
});

const attributes = fc.dictionary(
  fc.constantFrom('title', 'summary', 'year', 'index', 'addedAt', 'rating', 'guid', 'live', 'selected'),
  fc.oneof(
    text,
    fc.integer({ min: -5, max: 2_000_000_000 }),
    fc.boolean(),
    fc.double({ min: 0, max: 10, noNaN: true }),
  ),
  { maxKeys: 6 },
);

const leaf = (tag: string) => attributes.map((own): Node => ({ tag, attributes: own, children: [] }));

const item = fc
  .record({
    type: fc.constantFrom('movie', 'episode', 'track', 'show'),
    key: fc.integer({ min: 1, max: 99_999 }),
    own: attributes,
    genres: fc.array(
      text.map((tag): Node => ({ tag: 'Genre', attributes: { tag }, children: [] })),
      { maxLength: 3 },
    ),
    media: fc.array(fc.tuple(attributes, fc.array(leaf('Part'), { maxLength: 2 })), { maxLength: 2 }),
    user: fc.option(leaf('User'), { nil: undefined }),
  })
  .map(({ type, key, own, genres, media, user }): Node => ({
    tag: itemTags[type] ?? 'Video',
    attributes: { ratingKey: String(key), type, ...own },
    children: [
      ...genres,
      ...media.map(([each, parts]): Node => ({ tag: 'Media', attributes: each, children: parts })),
      ...(user === undefined ? [] : [user]),
    ],
  }));

const library = fc
  .tuple(attributes, fc.integer({ min: 1, max: 50 }))
  .map(([own, key]): Node => ({ tag: 'Directory', attributes: { ...own, key: String(key) }, children: [] }));

const container = fc
  .tuple(attributes, fc.array(item, { maxLength: 6 }), fc.array(library, { maxLength: 3 }))
  .map(([own, items, libraries]): Node => ({
    tag: 'MediaContainer',
    attributes: own,
    children: [...items, ...libraries],
  }));

function asXml(node: Node): string {
  const own = Object.entries(node.attributes).map(([name, value]) => {
    const plain = typeof value === 'boolean' ? (value ? '1' : '0') : String(value);
    const escaped = plain
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replace(/[\n\r\t]/g, (character) => `&#${character.charCodeAt(0)};`);
    return ` ${name}="${escaped}"`;
  });
  const inside = node.children.map((child) => `\n${asXml(child)}`).join('');
  return inside === '' ? `<${node.tag}${own.join('')}/>` : `<${node.tag}${own.join('')}>${inside}\n</${node.tag}>`;
}

/** What the JSON form calls a tag, and which tags stand alone there and not in a list. */
function asJson(node: Node): Record<string, unknown> {
  const document: Record<string, unknown> = { ...node.attributes };
  const lists = new Map<string, unknown[]>();
  for (const child of node.children) {
    const isItem = 'ratingKey' in child.attributes;
    const name = isItem ? 'Metadata' : child.tag;
    lists.set(name, [...(lists.get(name) ?? []), asJson(child)]);
  }
  for (const [name, list] of lists) document[name] = name === 'User' ? list[0] : list;
  return document;
}

describe('a media container', () => {
  it('says the same in both formats', async () => {
    await fc.assert(
      fc.asyncProperty(container, async (node) => {
        const fromXml = await parseMediaContainer(`<?xml version="1.0" encoding="UTF-8"?>\n${asXml(node)}\n`);
        const fromJson = await parseMediaContainer(JSON.stringify({ MediaContainer: asJson(node) }));
        expect(fromXml).toEqual(fromJson);
        expect(itemPageSchema.safeParse(fromXml)).toEqual(itemPageSchema.safeParse(fromJson));
      }),
      { numRuns: 300 },
    );
  });

  it('is a list also where there is one child alone', async () => {
    const one = await parseMediaContainer('<MediaContainer size="1"><Video ratingKey="7"/></MediaContainer>');
    expect(one).toEqual({ size: '1', Metadata: [{ ratingKey: '7' }] });
  });

  it('keeps the order of mixed kinds, and libraries apart from items', async () => {
    const mixed = await parseMediaContainer(
      '<MediaContainer><Directory ratingKey="1"/><Video ratingKey="2"/><Directory key="9"/><Track ratingKey="3"/></MediaContainer>',
    );
    expect(mixed).toEqual({
      Metadata: [{ ratingKey: '1' }, { ratingKey: '2' }, { ratingKey: '3' }],
      Directory: [{ key: '9' }],
    });
  });

  it('reads titles with characters that XML does not allow', async () => {
    const title = 'Bell\u0007 & <b>\u0000\uFFFF';
    const page = itemPageSchema.parse(
      await parseMediaContainer(
        `<MediaContainer><Video ratingKey="1" type="movie" title="Bell\u0007 &amp; &lt;b&gt;&#1;"/></MediaContainer>`,
      ),
    );
    expect(page.items[0]?.title).toBe('Bell & <b>');
    const json = JSON.stringify({ MediaContainer: { Metadata: [{ ratingKey: '1', type: 'movie', title }] } });
    expect(itemPageSchema.parse(await parseMediaContainer(json)).items[0]?.title).toBe('Bell & <b>');
  });

  it('treats a missing list as an empty one', async () => {
    const page = itemPageSchema.parse(await parseMediaContainer('{"MediaContainer":{"size":0}}'));
    expect(page).toEqual({ items: [], offset: 0, total: 0 });
  });

  it('leaves out the row "All episodes", which is no season', async () => {
    const page = itemPageSchema.parse(
      await parseMediaContainer(
        '<MediaContainer size="2"><Directory key="/library/metadata/5/allLeaves" title="All episodes"/><Directory ratingKey="6" type="season" title="Season 1"/></MediaContainer>',
      ),
    );
    expect(page.items.map(({ title }) => title)).toEqual(['Season 1']);
  });

  it.each([
    ['nothing', ''],
    ['plain text', 'hello'],
    ['a JSON list', '[1]'],
    ['another JSON object', '{"error":"x"}'],
    ['JSON that breaks off', '{"MediaContainer":{"size":2,"Metadata":[{"rati'],
    ['XML that breaks off', '<MediaContainer size="2"><Video ratingKey="1" type="movie"/><Vid'],
    ['XML that breaks off between two items', '<MediaContainer size="2">\n<Video ratingKey="1"></Video>\n'],
    ['an error in XML', '<Response code="500" title="Error"/>'],
    ['a web page', '<!DOCTYPE html><html><body>Sign in</body></html>'],
    ['XML with entities of its own', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><MediaContainer size="&x;"/>'],
  ])('is refused when it is %s', async (_name, body) => {
    await expect(parseMediaContainer(body)).rejects.toThrow(UnexpectedResponseError);
  });

  it('is refused when it is nested without end', async () => {
    const deep = `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`;
    await expect(parseMediaContainer(`{"MediaContainer":${deep}}`)).rejects.toThrow(UnexpectedResponseError);
    const xml = `<MediaContainer>${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}</MediaContainer>`;
    await expect(parseMediaContainer(xml)).rejects.toThrow(UnexpectedResponseError);
  });

  it('takes no name that would reach into every object', async () => {
    const parsed = await parseMediaContainer('{"MediaContainer":{"__proto__":{"polluted":"1"},"size":1}}');
    expect(parsed).toEqual({ size: '1' });
    expect('polluted' in {}).toBe(false);
  });
});
