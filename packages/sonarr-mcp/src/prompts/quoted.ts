/** What a person typed, as a name in a sentence: one line in quotes, of the length of a title. */
export function quoted(text: string): string {
  return JSON.stringify(text.trim().slice(0, 200));
}
