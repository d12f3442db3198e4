import { describe, expect, it } from 'vitest';
import { pagesToOffset, rename } from '../../src/server/aliases.js';

describe('older argument names', () => {
  it('are renamed, dropped, or passed on; a new name beside an old one wins', () => {
    const translate = rename({ series_id: 'series', include_stats: null });
    expect(translate({ series_id: 5, include_stats: true, limit: 3 })).toEqual({ series: 5, limit: 3 });
    expect(translate({ series_id: 5, series: 'tvdb:1' })).toEqual({ series: 'tvdb:1' });
  });

  it('turn pages into offsets', () => {
    const translate = pagesToOffset('page_size', 50);
    expect(translate({ page: 3, page_size: 20 })).toEqual({ offset: 40, limit: 20 });
    expect(translate({ page: 2 })).toEqual({ offset: 50, limit: 50 });
    expect(translate({ status: 'ended' })).toEqual({ status: 'ended' });
  });
});
