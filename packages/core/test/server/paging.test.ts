import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { estimateTokens } from '../../src/server/answer-text.js';
import { fitAnswer, limitInput, offsetInput, pageOf, pageOutput } from '../../src/server/paging.js';

const numbers = (count: number) => Array.from({ length: count }, (_, at) => at);

describe('pageOf', () => {
  it('gives the first 25 unless told otherwise, and says where it goes on', () => {
    expect(pageOf(numbers(60))).toEqual({ total: 60, returned: 25, nextOffset: 25, rows: numbers(25) });
    expect(pageOf(numbers(60), { offset: 50 })).toEqual({ total: 60, returned: 10, rows: numbers(60).slice(50) });
    expect(pageOf(numbers(3), { limit: 2 })).toEqual({ total: 3, returned: 2, nextOffset: 2, rows: [0, 1] });
  });

  it('says nothing of going on at the end, beyond it, or in an empty list', () => {
    expect(pageOf(numbers(25))).not.toHaveProperty('nextOffset');
    expect(pageOf(numbers(5), { offset: 10 })).toEqual({ total: 5, returned: 0, rows: [] });
    expect(pageOf([])).toEqual({ total: 0, returned: 0, rows: [] });
  });

  it('leads through every row once when nextOffset is followed', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.integer({ min: 1, max: 200 }), (count, limit) => {
        const seen: number[] = [];
        for (let offset: number | undefined = 0; offset !== undefined;) {
          const page: ReturnType<typeof pageOf<number>> = pageOf(numbers(count), { offset, limit });
          seen.push(...page.rows);
          offset = page.nextOffset;
        }
        expect(seen).toEqual(numbers(count));
      }),
    );
  });

  it('fits the schemas of its arguments and its answer', () => {
    expect(offsetInput.parse(undefined)).toBe(0);
    expect(limitInput.parse(undefined)).toBe(25);
    expect(limitInput.safeParse(201).success).toBe(false);
    expect(limitInput.safeParse(0).success).toBe(false);
    expect(limitInput.safeParse(2.5).success).toBe(false);
    expect(offsetInput.safeParse(-1).success).toBe(false);
    const output = z.strictObject({ ...pageOutput, rows: z.array(z.int()) });
    expect(output.safeParse(pageOf(numbers(60))).success).toBe(true);
  });
});

describe('fitAnswer', () => {
  const answerOf = (rows: readonly unknown[], figures: Record<string, unknown>) => ({ ...figures, series: [...rows] });

  it('leaves alone what fits, and what has no such list', () => {
    const answer = answerOf(numbers(50), { total: 50, returned: 50 });
    expect(fitAnswer(answer, 'series')).toEqual(answer);
    expect(fitAnswer({ note: 'x'.repeat(100_000) }, 'series')).toEqual({ note: 'x'.repeat(100_000) });
  });

  it('drops rows from the end and says where to go on, on the first, a middle and the last page', () => {
    const rows = numbers(100).map((id) => ({ id, title: 'x'.repeat(90) }));
    const first = fitAnswer(answerOf(rows, { total: 500, returned: 100, nextOffset: 100 }), 'series', 1000);
    expect(first['series']).toHaveLength(Number(first['returned']));
    expect(Number(first['returned'])).toBeLessThan(100);
    expect(first['nextOffset']).toBe(first['returned']);
    const middle = fitAnswer(answerOf(rows, { total: 500, returned: 100, nextOffset: 300 }), 'series', 1000);
    expect(middle['nextOffset']).toBe(200 + Number(middle['returned']));
    const last = fitAnswer(answerOf(rows, { total: 500, returned: 100 }), 'series', 1000);
    expect(last['nextOffset']).toBe(400 + Number(last['returned']));
    expect(last['total']).toBe(500);
  });

  it('keeps one row, however long it is', () => {
    const rows = ['x'.repeat(500), 'y'.repeat(500)];
    expect(fitAnswer(answerOf(rows, { total: 2, returned: 2 }), 'series', 10)).toMatchObject({
      series: ['x'.repeat(500)],
      returned: 1,
      nextOffset: 1,
    });
  });

  it('does not change the answer it was given', () => {
    const answer = answerOf(['x'.repeat(500), 'y'.repeat(500)], { total: 2, returned: 2 });
    fitAnswer(answer, 'series', 10);
    expect(answer.series).toHaveLength(2);
  });

  it('always fits, keeps as many rows as there is room for, and the rows it keeps are the first ones', () => {
    const row = fc.record({ title: fc.string({ unit: 'grapheme', maxLength: 60 }), year: fc.nat() });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 80 }), fc.integer({ min: 60, max: 800 }), (rows, maxTokens) => {
        const answer = answerOf(rows, {
          total: rows.length + 1000,
          returned: rows.length,
          nextOffset: rows.length + 7,
        });
        const fitted = fitAnswer(answer, 'series', maxTokens);
        const kept = z.array(z.unknown()).parse(fitted['series']);
        expect(kept).toEqual(rows.slice(0, kept.length));
        if (kept.length > 1) expect(estimateTokens(JSON.stringify(fitted))).toBeLessThanOrEqual(maxTokens);
        if (kept.length < rows.length) {
          const [returned, nextOffset] = [kept.length + 1, 7 + kept.length + 1];
          const oneMore = { ...answer, series: rows.slice(0, returned), returned, nextOffset };
          // The figures are reckoned at their longest, which is a few digits at most.
          expect(JSON.stringify(oneMore).length + 8).toBeGreaterThan(maxTokens * 4);
        }
      }),
    );
  });
});
