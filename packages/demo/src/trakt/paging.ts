/** A page of a list and the headers that go with it. */
export interface PageOf<T> {
  readonly items: readonly T[];
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Cuts a page. Too large a limit is not refused but made smaller without a word; the headers tell.
 * @param largest 250, or 100 where progress is asked for
 */
export function pageOf<T>(all: readonly T[], query: URLSearchParams, defaultLimit: number, largest = 250): PageOf<T> {
  const limit = Math.min(positive(query.get('limit')) ?? defaultLimit, largest);
  const page = positive(query.get('page')) ?? 1;
  return {
    items: all.slice((page - 1) * limit, page * limit),
    headers: {
      'X-Pagination-Page': String(page),
      'X-Pagination-Limit': String(limit),
      'X-Pagination-Page-Count': String(Math.ceil(all.length / limit)),
      'X-Pagination-Item-Count': String(all.length),
    },
  };
}

function positive(text: string | null): number | undefined {
  const value = Number(text);
  return text !== null && Number.isInteger(value) && value > 0 ? value : undefined;
}
