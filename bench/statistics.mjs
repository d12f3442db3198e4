/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/**
 * Measures two things in turns, so that whatever else the machine does hits both alike.
 * @param {number} rounds
 * @param {() => Promise<number>} subject
 * @param {() => Promise<number>} baseline
 * @returns {Promise<{ subject: number, baseline: number, ratio: number }>} medians, and the median of the rounds' ratios
 */
export async function paired(rounds, subject, baseline) {
  const pairs = [];
  for (let round = 0; round < rounds; round += 1) {
    const first = round % 2 === 0;
    const a = first ? await subject() : undefined;
    const b = await baseline();
    pairs.push([a ?? (await subject()), b]);
  }
  return {
    subject: median(pairs.map(([a]) => a ?? 0)),
    baseline: median(pairs.map(([, b]) => b ?? 0)),
    ratio: median(pairs.map(([a = 0, b = 1]) => a / b)),
  };
}
