import type { CustomFormat, FormatCondition, Quality, QualityProfile } from './sonarr-types.js';

/** Sonarr's own number for a release that holds a whole season. */
const SEASON_PACK = 3;

function title(name: string, value: string): FormatCondition {
  return {
    name,
    implementation: 'ReleaseTitleSpecification',
    negate: false,
    required: false,
    fields: [{ name: 'value', value }],
  };
}

/** What the household likes and dislikes in releases. Each profile says how much. */
export const customFormats: readonly CustomFormat[] = [
  { id: 1, name: 'HDR', conditions: [title('HDR or Dolby Vision', '\\b(HDR10|HDR|DV)\\b')] },
  { id: 2, name: 'x265', conditions: [title('x265', '[xh][ ._-]?265|\\bHEVC\\b')] },
  { id: 3, name: 'German DL', conditions: [title('German and the original', '\\bGerman[ ._-]DL\\b')] },
  { id: 4, name: 'Hardcoded Subs', conditions: [title('Burnt-in', '\\b(HC|HARDSUBS?|KORSUB)\\b')] },
  {
    id: 5,
    name: 'Season Pack',
    conditions: [
      {
        name: 'Season pack',
        implementation: 'ReleaseTypeSpecification',
        negate: false,
        required: true,
        fields: [{ name: 'value', value: SEASON_PACK }],
      },
    ],
  },
  {
    id: 6,
    name: 'Trusted Groups',
    conditions: [
      {
        name: 'Trusted',
        implementation: 'ReleaseGroupSpecification',
        negate: false,
        required: false,
        fields: [{ name: 'value', value: '^(NTb|FLUX|KOGi)$' }],
      },
    ],
  },
  { id: 7, name: 'Proper or Repack', conditions: [title('Proper', '\\bPROPER\\b'), title('Repack', '\\bREPACK\\b')] },
];

const patterns = new Map<string, RegExp>();

function matches(condition: FormatCondition, release: string, isPack: boolean): boolean {
  const value = condition.fields.find((field) => field.name === 'value')?.value ?? '';
  if (condition.implementation === 'ReleaseTypeSpecification') return isPack === (value === SEASON_PACK);
  const text = String(value);
  const pattern = patterns.get(text) ?? new RegExp(text, 'i');
  patterns.set(text, pattern);
  const group = /-([^-]+)$/.exec(release)?.[1] ?? '';
  return pattern.test(condition.implementation === 'ReleaseGroupSpecification' ? group : release);
}

/** Conditions of one kind are alternatives unless they are required; every kind has to be met. */
function fits(format: CustomFormat, release: string, isPack: boolean): boolean {
  const kinds = new Set(format.conditions.map((condition) => condition.implementation));
  return [...kinds].every((kind) => {
    const met = format.conditions
      .filter((condition) => condition.implementation === kind)
      .map((condition) => ({ condition, isMet: matches(condition, release, isPack) !== condition.negate }));
    return met.some((one) => one.isMet) && met.every((one) => one.isMet || !one.condition.required);
  });
}

/** The custom formats that a release has: from its name, and whether it holds a whole season. */
export function formatsOf(release: string, isPack = false): readonly CustomFormat[] {
  return customFormats.filter((format) => fits(format, release, isPack));
}

/** What a profile thinks of a release with these formats. */
export function formatScore(profile: QualityProfile | undefined, formats: readonly CustomFormat[]): number {
  return formats.reduce((sum, format) => sum + (profile?.formatScores[format.id] ?? 0), 0);
}

/**
 * The sizes that releases of a quality may have, in megabytes a minute, as a new Sonarr sets them. Without `maxSize` any
 * size will do.
 */
export function sizesOf(quality: Quality): {
  readonly minSize: number;
  readonly preferredSize?: number;
  readonly maxSize?: number;
} {
  if (quality.resolution >= 2160) return { minSize: 35 };
  if (quality.resolution >= 1080)
    return { minSize: quality.source === 'bluray' ? 50.4 : 15, preferredSize: 95, maxSize: 130 };
  if (quality.resolution >= 720) return { minSize: 10, preferredSize: 60, maxSize: 125 };
  return { minSize: 2, preferredSize: 35, maxSize: 100 };
}
