import type { SonarrPage } from '../client/page.js';

/**
 * A stretch of a list that Sonarr pages by number: where no page holds it alone, it is cut out of the two that do.
 * @param read reads one page, counted from 1
 */
export async function stretchOf<T>(
  offset: number,
  limit: number,
  read: (page: number, pageSize: number) => Promise<SonarrPage<T>>,
) {
  const first = Math.floor(offset / limit) + 1;
  const numbers = offset % limit === 0 ? [first] : [first, first + 1];
  const pages = await Promise.all(numbers.map((page) => read(page, limit)));
  const total = pages[0]?.totalRecords ?? 0;
  const start = offset % limit;
  const rows = pages.flatMap(({ records }) => records).slice(start, start + limit);
  const next = offset + rows.length;
  return { total, returned: rows.length, ...(rows.length > 0 && next < total ? { nextOffset: next } : {}), rows };
}
