import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRange } from '../../src/tools/read-range.js';

/** A list in pages, as Trakt serves one, that makes too large a page smaller without a word. */
function pagesOf(length: number, largest: number) {
  const all = Array.from({ length }, (_, index) => index);
  let reads = 0;
  return {
    all,
    reads: () => reads,
    read: async (asked: { page: number; limit: number }) => {
      reads += 1;
      const limit = Math.min(asked.limit, largest);
      return {
        items: all.slice((asked.page - 1) * limit, asked.page * limit),
        page: asked.page,
        limit,
        pageCount: Math.ceil(length / limit),
        itemCount: length,
      };
    },
  };
}

describe('any stretch of a list in pages', () => {
  it('is what a slice of the whole list would be, wherever it begins and however small the pages are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(600),
        fc.nat(650),
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 250 }),
        async (length, offset, limit, largest) => {
          const list = pagesOf(length, largest);
          const { rows, total, returned, nextOffset } = await readRange({ offset, limit }, list.read);
          const wanted = list.all.slice(offset, offset + limit);
          expect(rows).toEqual(wanted);
          expect({ total, returned }).toEqual({ total: length, returned: wanted.length });
          expect(nextOffset).toBe(
            wanted.length > 0 && offset + wanted.length < length ? offset + wanted.length : undefined,
          );
        },
      ),
    );
  });

  it('takes one request where it is one page, and two where it lies across', async () => {
    const list = pagesOf(100, 250);
    await readRange({ offset: 20, limit: 10 }, list.read);
    expect(list.reads()).toBe(1);
    await readRange({ offset: 25, limit: 10 }, list.read);
    expect(list.reads()).toBe(3);
  });
});
