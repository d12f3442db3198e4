/** No upstream means more than a year. */
const maxSeconds = 31_536_000;

/**
 * The pause an answer asks for in `Retry-After`, given in seconds or as an HTTP date.
 * @returns whole seconds, rounded up; undefined when there is none or it cannot be read
 */
export function retryAfterSeconds(headers: Headers, now: number = Date.now()): number | undefined {
  const text = headers.get('retry-after')?.trim() ?? '';
  if (text === '') return undefined;
  // The date parser takes "-5" for a year.
  const date = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : (date - now) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.min(maxSeconds, Math.max(0, Math.ceil(seconds)));
}
