/** A source of numbers that always gives the same ones for the same keys. */
export interface Random {
  /** A number from 0 up to, not including, 1. */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  /** One of the given things. Throws RangeError when there are none. */
  pick<T>(from: readonly T[]): T;
  /** True in about the given share of cases (0 to 1). */
  chance(share: number): boolean;
}

/** A 32-bit number made of text (FNV-1a, mixed once more so that neighbours differ). */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x7feb352d);
  return (value ^ (value >>> 15)) >>> 0;
}

/**
 * Numbers for the given keys. Each thing draws from keys of its own, so that what is made later, or not at all,
 * changes nothing else.
 */
export function random(...keys: readonly (string | number)[]): Random {
  let state = hash(keys.join('\u0000'));
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  return {
    next,
    int: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick: (from) => {
      const chosen = from[Math.floor(next() * from.length)];
      if (chosen === undefined) throw new RangeError('nothing to pick from');
      return chosen;
    },
    chance: (share) => next() < share,
  };
}

/** `length` hexadecimal digits for the given keys. */
export function hexadecimal(length: number, ...keys: readonly (string | number)[]): string {
  let digits = '';
  for (let round = 0; digits.length < length; round += 1) {
    digits += hash([...keys, round].join('\u0000'))
      .toString(16)
      .padStart(8, '0');
  }
  return digits.slice(0, length);
}
