import { NotFoundError } from '@watchstack/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applySeriesChange, type RawSeries } from '../../src/client/series-change.js';

const document: RawSeries = {
  id: 7,
  title: 'Severance',
  path: '/tv/Severance',
  monitored: true,
  tags: [1],
  qualityProfileId: 4,
  seasons: [
    { seasonNumber: 0, monitored: false, statistics: { sizeOnDisk: 0 }, notes: ['kept'] },
    { seasonNumber: 1, monitored: true, statistics: { sizeOnDisk: 5 }, notes: { deep: { er: [1, null] } } },
  ],
  somethingNew: { nested: [{ value: null }, 'text'] },
};

describe('changing a series document', () => {
  it('changes the named fields and nothing else', () => {
    expect(applySeriesChange(document, { monitored: false, qualityProfileId: 6, tags: [1, 2] })).toEqual({
      ...document,
      monitored: false,
      qualityProfileId: 6,
      tags: [1, 2],
    });
  });

  it('changes the mark of the named seasons, specials too, and keeps all else of them and of the others', () => {
    expect(applySeriesChange(document, { seasons: [{ seasonNumber: 0, monitored: true }] })).toEqual({
      ...document,
      seasons: [
        { seasonNumber: 0, monitored: true, statistics: { sizeOnDisk: 0 }, notes: ['kept'] },
        { seasonNumber: 1, monitored: true, statistics: { sizeOnDisk: 5 }, notes: { deep: { er: [1, null] } } },
      ],
    });
  });

  it('leaves the original document as it was', () => {
    const before = structuredClone(document);
    applySeriesChange(document, { path: '/tv/elsewhere', seasons: [{ seasonNumber: 1, monitored: false }] });
    expect(document).toEqual(before);
  });

  it('says when nothing would differ', () => {
    expect(applySeriesChange(document, {})).toBeUndefined();
    expect(
      applySeriesChange(document, { monitored: true, tags: [1], seasons: [{ seasonNumber: 1, monitored: true }] }),
    ).toBeUndefined();
    expect(applySeriesChange(document, { path: '/tv/Severance', moveFiles: true })).toBeUndefined();
  });

  it('refuses a season that is not there, because a made-up one would be sent to Sonarr', () => {
    expect(() => applySeriesChange(document, { seasons: [{ seasonNumber: 9, monitored: true }] })).toThrow(
      NotFoundError,
    );
  });

  it('sets no field that is not one of a change, whatever a caller hands over', () => {
    const handed: object = { monitored: false, id: 1, title: 'Another', moveFiles: true };
    expect(applySeriesChange(document, handed)).toEqual({ ...document, monitored: false });
  });

  it('keeps every unknown field of any document', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.boolean(), (unknown, monitored) => {
        const any: RawSeries = {
          ...unknown,
          monitored: !monitored,
          seasons: [{ seasonNumber: 3, ...unknown, monitored }],
        };
        const seasonsKept = Object.hasOwn(unknown, 'seasonNumber');
        fc.pre(!seasonsKept);
        const changed = applySeriesChange(any, { monitored, seasons: [{ seasonNumber: 3, monitored: !monitored }] });
        expect(changed).toEqual({
          ...any,
          monitored,
          seasons: [{ seasonNumber: 3, ...unknown, monitored: !monitored }],
        });
      }),
    );
  });
});
