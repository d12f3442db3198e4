/**
 * Text from strangers without what a person cannot see: control characters (line breaks and tabs stay), characters that
 * turn the direction of writing, invisible and tag characters, private ones, halves of surrogate pairs.
 */
export function cleanText(_text: string): string {
  throw new Error('not written yet');
}

/**
 * An answer with every string cleaned and nothing empty in it: no null, no empty text, list or object, at any depth.
 * @param keep names of members whose empty text, list or object says something and stays
 */
export function cleanAnswer(
  _answer: Readonly<Record<string, unknown>>,
  _keep: readonly string[] = [],
): Record<string, unknown> {
  throw new Error('not written yet');
}

/** The beginning of a text, at most `max` characters, cut between words and ending in `…`; the whole text when it fits. */
export function shorten(_text: string, _max: number): string {
  throw new Error('not written yet');
}

/** About how many tokens a model reads in a text: a quarter of its characters. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / 4);
}
