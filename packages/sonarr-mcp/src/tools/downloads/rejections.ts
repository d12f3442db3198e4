import { shorten } from '@watchstack/core/server';

/** Sonarr's own sentences, and what they mean to a person. What is in them may come from strangers. */
const known: readonly (readonly [RegExp, (...parts: readonly string[]) => string])[] = [
  [/^(.+?)(?: v\d+)? is not wanted in profile/i, (quality) => `the profile does not allow ${quality}`],
  [
    /^Existing file (?:on disk )?meets cutoff:? *(.*?)(?: v\d+)?\.?$/i,
    (quality) => `you have it already, good enough for the profile${inBrackets(quality)}`,
  ],
  [
    /^Existing file .*(?:equal or higher|better|not (?:an )?upgrade).*?:? *([\w-]*?)(?: v\d+)?$/i,
    (quality) => `no better than what you have${inBrackets(quality)}`,
  ],
  [
    /^Existing file and the quality profile does not allow upgrades/i,
    () => 'you have it, and the profile allows no upgrades',
  ],
  [
    /^(?:Quality for )?Release in queue .*?: *(.*?)(?: v\d+)?$/i,
    (quality) => `one as good is downloading already${inBrackets(quality)}`,
  ],
  [
    /^Not enough seeders: (\d+)\. Minimum seeders: (\d+)/i,
    (seeders, least) => (seeders === '0' ? 'nobody shares it' : `only ${seeders} share it, ${least} needed`),
  ],
  [
    /^Custom Formats (.*) have score (-?\d+) below .*minimum (-?\d+)/i,
    (formats, score, least) => `its custom formats${inBrackets(formats)} score ${score}, at least ${least} needed`,
  ],
  [/^Full season pack/i, () => 'holds the whole season: search for the season to take it as such'],
  [/^Release is block?listed/i, () => 'on the blocklist: it failed before'],
  [
    /^(.+) is (smaller|larger) than (?:minimum|maximum) allowed (.+?)(?: \(.*\))?$/i,
    (size, how, limit) => `too ${how === 'smaller' ? 'small' : 'large'}: ${size}, allowed ${limit}`,
  ],
  [/^(Series|Episode) is not monitored/i, (what) => `the ${what.toLowerCase()} is not monitored`],
];

/** Why Sonarr would not take a release, in plain words; a sentence that is not known stays as Sonarr writes it, shortened. */
export function plainRejection(rejection: string): string {
  for (const [pattern, write] of known) {
    const match = pattern.exec(rejection);
    if (match !== null) return shorten(write(...match.slice(1).map((part) => part)), 120);
  }
  return shorten(rejection, 120);
}

function inBrackets(text: string): string {
  return text === '' ? '' : ` (${text})`;
}
