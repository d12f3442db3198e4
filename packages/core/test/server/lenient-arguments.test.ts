import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { retype } from '../../src/server/lenient-arguments.js';

const schema = z.strictObject({
  series: z.string().max(10).optional(),
  limit: z.int().min(1).max(50).optional(),
  all: z.boolean().optional(),
  items: z.array(z.string()).optional(),
});

function second(raw: unknown) {
  const first = schema.safeParse(raw);
  if (first.success) throw new Error('accepted at once');
  return schema.safeParse(retype(raw, first.error));
}

describe('arguments in the wrong type', () => {
  it('are put right where the meaning is plain', () => {
    expect(second({ series: 42, limit: '5', all: 'true', items: [7, 'b'] }).data).toEqual({
      series: '42',
      limit: 5,
      all: true,
      items: ['7', 'b'],
    });
    expect(second({ items: 'one' }).data).toEqual({ items: ['one'] });
  });

  it('stay refused where it is not, and where a limit is broken', () => {
    for (const raw of [
      { limit: 'five' },
      { series: { title: 'x' } },
      { limit: '500' },
      { all: 'maybe' },
      { limit: '5', nope: 1 },
    ]) {
      expect(second(raw).success).toBe(false);
    }
  });

  it('leave the arguments that came in untouched', () => {
    const raw = { items: [1] };
    second(raw);
    expect(raw).toEqual({ items: [1] });
  });
});
