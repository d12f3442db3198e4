import { describe, expect, it } from 'vitest';
import { walkPages, type SonarrPage } from '../../src/client/page.js';

interface Row {
  readonly id: number;
}

const rows = (...ids: number[]): Row[] => ids.map((id) => ({ id }));

async function walk(read: (page: number) => SonarrPage<Row>): Promise<{ ids: number[]; asked: number[] }> {
  const asked: number[] = [];
  const ids: number[] = [];
  const all = walkPages((page) => {
    asked.push(page);
    return Promise.resolve(read(page));
  });
  for await (const row of all) ids.push(row.id);
  return { ids, asked };
}

describe('walking through pages', () => {
  it('gives every row of every page, and asks for no page beyond the last', async () => {
    const pages = [rows(1, 2), rows(3, 4), rows(5)];
    const { ids, asked } = await walk((page) => ({
      page,
      pageSize: 2,
      totalRecords: 5,
      records: pages[page - 1] ?? [],
    }));
    expect(ids).toEqual([1, 2, 3, 4, 5]);
    expect(asked).toEqual([1, 2, 3]);
  });

  it('asks once when there is nothing', async () => {
    const { ids, asked } = await walk((page) => ({ page, pageSize: 2, totalRecords: 0, records: [] }));
    expect(ids).toEqual([]);
    expect(asked).toEqual([1]);
  });

  it('ends when Sonarr answers with the last page again because the list became shorter meanwhile', async () => {
    const { ids, asked } = await walk(() => ({ page: 1, pageSize: 2, totalRecords: 9, records: rows(1, 2) }));
    expect(ids).toEqual([1, 2]);
    expect(asked).toEqual([1, 2]);
  });

  it('gives a row once that moved to the next page meanwhile', async () => {
    const pages = [rows(1, 2), rows(2, 3)];
    const { ids } = await walk((page) => ({ page, pageSize: 2, totalRecords: 4, records: pages[page - 1] ?? [] }));
    expect(ids).toEqual([1, 2, 3]);
  });

  it('ends when the list became shorter and the next page is empty', async () => {
    const { ids, asked } = await walk((page) => ({
      page,
      pageSize: 2,
      totalRecords: 4,
      records: page === 1 ? rows(1, 2) : [],
    }));
    expect(ids).toEqual([1, 2]);
    expect(asked).toEqual([1, 2]);
  });
});
