/** What a person cannot see, or must not be led by; joiners and variation selectors are let through apart, in {@link cleanText}. */
const unseen =
  /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Cc}\p{Co}\p{Cs}\p{Noncharacter_Code_Point}\u2028\u2029\u2800\ufff9-\ufffb]/u;

const emoji = String.raw`\p{Extended_Pictographic}[\u{1f3fb}-\u{1f3ff}]?\ufe0f?`;
const joining = String.raw`[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}]`;

/** Invisible characters that change what is seen: they stay between the very characters they serve, and nowhere else. */
const serving = [
  String.raw`(?<=${emoji})\u200d(?=\p{Extended_Pictographic})`,
  String.raw`(?<=\p{Extended_Pictographic})\ufe0f`,
  String.raw`(?<=[0-9#*])\ufe0f(?=\u20e3)`,
  String.raw`(?<=${joining})[\u200c\u200d](?=${joining})`,
];

const servingOrUnseen = new RegExp(`(${serving.join('|')})|${unseen.source}`, 'gu');

/**
 * Text from strangers without what a person cannot see: control characters (line breaks and tabs stay), characters that
 * turn the direction of writing, invisible and tag characters, private ones, halves of surrogate pairs. Other line ends
 * become `\\n`. Joiners stay within an emoji (families, professions) and between letters of scripts that are joined with
 * them (Persian, Hindi); flags written with tag characters become the plain black flag.
 */
export function cleanText(text: string): string {
  if (!unseen.test(text)) return text;
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(servingOrUnseen, (found, kept) => (kept !== undefined || found === '\n' || found === '\t' ? found : ''));
}

/**
 * An answer with every string cleaned and nothing empty in it: no null, no empty text, list or object, at any depth.
 * @param keep names of members whose empty text, list or object says something and stays
 */
export function cleanAnswer(
  answer: Readonly<Record<string, unknown>>,
  keep: readonly string[] = [],
): Record<string, unknown> {
  return cleanRecord(answer, new Set(keep));
}

function cleanRecord(record: object, keep: ReadonlySet<string>): Record<string, unknown> {
  const entries: [string, unknown][] = [];
  for (const [name, value] of Object.entries(record)) {
    const cleaned = cleanValue(value, keep);
    if (cleaned === undefined || (isEmpty(cleaned) && !keep.has(name))) continue;
    entries.push([cleanText(name), cleaned]);
  }
  return Object.fromEntries(entries);
}

/** @returns undefined for what JSON has no word for, and for null */
function cleanValue(value: unknown, keep: ReadonlySet<string>): unknown {
  switch (typeof value) {
    case 'string':
      return cleanText(value);
    case 'number':
      return Number.isFinite(value) ? value : undefined;
    case 'boolean':
      return value;
    case 'object':
      if (value === null) return undefined;
      if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
      if (Array.isArray(value)) {
        return value.map((element) => cleanValue(element, keep)).filter((element) => !isEmpty(element));
      }
      return cleanRecord(value, keep);
    default:
      return undefined;
  }
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === '') return true;
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) ? value.length === 0 : Object.keys(value).length === 0;
}

/** The beginning of a text, at most `max` characters, cut between words and ending in `…`; the whole text when it fits. */
export function shorten(text: string, max: number): string {
  const whole = text.trim();
  if (whole.length <= max) return whole;
  const room = Math.max(0, max - 1);
  const atSpace = whole.slice(0, room + 1).search(/\s\S*$/u);
  // Where words are very long, or the script has no spaces, the cut goes between letters.
  const end = atSpace > room / 2 ? atSpace : letterEnd(whole, room);
  return `${whole.slice(0, end).replace(/[\s,;:–—-]+$/u, '')}…`;
}

/** The last place up to `room` that does not cut through what a person sees as one letter. */
function letterEnd(text: string, room: number): number {
  let end = 0;
  for (const { index, segment } of new Intl.Segmenter().segment(text.slice(0, room + 32))) {
    if (index + segment.length > room) break;
    end = index + segment.length;
  }
  return end;
}

/** About how many tokens a model reads in a text: a quarter of its characters. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / 4);
}
