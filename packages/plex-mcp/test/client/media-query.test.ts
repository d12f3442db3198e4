import { describe, expect, it } from 'vitest';
import { mediaQuery } from '../../src/client/media-query.js';

const page = { start: 0, size: 10 };

describe('the query of a listing', () => {
  it('always says which type, and leaves collections out', () => {
    expect(mediaQuery({ type: 'movie', ...page })).toMatchObject({ type: 1, includeCollections: 0 });
    expect(mediaQuery({ type: 'episode', ...page })).toMatchObject({ type: 4 });
  });

  it('puts all of an operator but its last sign into the name of the parameter', () => {
    const query = mediaQuery({
      type: 'movie',
      ...page,
      filters: [
        { field: 'year', operator: '>>=', values: [1999] },
        { field: 'unwatched', operator: '!=', values: [1] },
        { field: 'title', operator: '==', values: ['Alien'] },
        { field: 'title', values: ['ali'] },
      ],
    });
    expect(query).toMatchObject({ 'year>>': ['1999'], 'unwatched!': ['1'], 'title=': ['Alien'], title: ['ali'] });
  });

  it('joins values of which any will do, and repeats what must all hold', () => {
    const query = mediaQuery({
      type: 'movie',
      ...page,
      filters: [
        { field: 'genre', values: [1, 2] },
        { field: 'genre', values: [3] },
      ],
    });
    expect(query['genre']).toEqual(['1,2', '3']);
  });
});
