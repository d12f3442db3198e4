import type { Page } from '../client/types.js';

/** Some rows of a list, and how long the list is. */
export interface Range<T> {
  readonly total: number;
  readonly returned: number;
  readonly nextOffset?: number;
  readonly rows: readonly T[];
}

/**
 * Reads any stretch of a list that Trakt serves in pages: one page where the stretch is one, two where it lies across.
 * @param read one page; Trakt may make it smaller than asked, and then the stretch is read in pages of that size
 */
export async function readRange<P extends Page<unknown>>(
  { offset, limit }: { readonly offset: number; readonly limit: number },
  read: (page: { readonly page: number; readonly limit: number }) => Promise<P>,
): Promise<Range<P['items'][number]> & { readonly first: P }> {
  const asked = await readPages(offset, limit, limit, read);
  const used = asked.first.limit;
  const { first, rows } = used > 0 && used < limit ? await readPages(offset, limit, used, read) : asked;
  const end = offset + rows.length;
  return {
    total: first.itemCount,
    returned: rows.length,
    ...(rows.length > 0 && end < first.itemCount ? { nextOffset: end } : {}),
    rows,
    first,
  };
}

async function readPages<P extends Page<unknown>>(
  offset: number,
  limit: number,
  size: number,
  read: (page: { readonly page: number; readonly limit: number }) => Promise<P>,
): Promise<{ first: P; rows: P['items'][number][] }> {
  const firstPage = Math.floor(offset / size) + 1;
  const first = await read({ page: firstPage, limit: size });
  const lastPage = Math.min(Math.floor((offset + limit - 1) / size) + 1, first.pageCount);
  // A page that came back smaller is of no use here; what is missing is read anew.
  const others =
    first.limit < size
      ? []
      : await Promise.all(
          Array.from({ length: Math.max(0, lastPage - firstPage) }, (_, index) =>
            read({ page: firstPage + index + 1, limit: size }),
          ),
        );
  const items = [first, ...others].flatMap((page) => page.items);
  const from = offset - (firstPage - 1) * size;
  return { first, rows: items.slice(from, from + limit) };
}
