import { readFileSync } from 'node:fs';
import { ConfigurationError } from '../errors.js';
import { isPlaceholder } from './placeholder.js';

/** Where a raw value came from, in words: `--url`, `SONARR_URL`, `SONARR_URL in /…/.env`. */
interface RawValue {
  readonly source: string;
  readonly text: string;
}

interface SettingBase {
  /** Environment variable; older names after it. The first that is set wins. */
  readonly env: string | readonly [string, ...string[]];
  /** Command-line flag with a value, without dashes: `url`. */
  readonly flag?: string;
  /** Command-line flags without a value, and what each stands for: `{ 'read-write': 'false' }`. */
  readonly switches?: Readonly<Record<string, string>>;
  /** One sentence for `--help` and the documentation. */
  readonly description: string;
  /** Where a person finds the value: `Sonarr → Settings → General → API Key`. */
  readonly where?: string;
  readonly example?: string;
  /** Calls that reach the upstream fail without it; starting does not. */
  readonly required?: boolean;
}

/** What a server can be told from outside, as one value that parses it, documents it and types it. */
export type SettingDefinition = SettingBase &
  (
    | { readonly kind: 'text' | 'url'; readonly default?: string }
    | { readonly kind: 'secret' }
    | { readonly kind: 'headers' }
    | { readonly kind: 'list'; readonly default?: readonly string[] }
    | { readonly kind: 'integer'; readonly min: number; readonly max: number; readonly default?: number }
    | {
        readonly kind: 'boolean';
        readonly default?: boolean;
        /** For a safety setting: the value that wins when sources disagree. */
        readonly stricter?: boolean;
      }
    | {
        readonly kind: 'choice';
        readonly choices: readonly string[];
        readonly default?: string;
        /** For a safety setting: the choices, strictest first. */
        readonly strictestFirst?: readonly string[];
      }
  );

export type SettingDefinitions = Readonly<Record<string, SettingDefinition>>;

type KindValue<Kind> = Kind extends 'boolean'
  ? boolean
  : Kind extends 'integer'
    ? number
    : Kind extends 'list'
      ? readonly string[]
      : Kind extends 'headers'
        ? Readonly<Record<string, string>>
        : string;

type ChoiceValue<D> = D extends { kind: 'choice'; choices: readonly (infer C)[] }
  ? C
  : KindValue<D extends { kind: infer K } ? K : never>;

/** The parsed values of a set of definitions: undefined where nothing was given and there is no default. */
export type SettingValues<D extends SettingDefinitions> = {
  readonly [K in keyof D]: D[K] extends { default: NonNullable<unknown> }
    ? ChoiceValue<D[K]>
    : ChoiceValue<D[K]> | undefined;
};

/** What settings are read from, in order of precedence. */
export interface SettingSources {
  /** Values of flags given on the command line, by flag name. */
  readonly flags: Readonly<Record<string, string | undefined>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The variables of the settings file, with the file's name for messages. */
  readonly file?: { readonly name: string; readonly values: Readonly<Record<string, string | undefined>> } | undefined;
}

/** Parsed settings with what should be said about them. */
export interface ParsedSettings<D extends SettingDefinitions> {
  readonly values: SettingValues<D>;
  /** Sentences for the log: ignored empties, disagreements, older names. */
  readonly warnings: readonly string[];
  /** By key: where the value came from. Absent for defaults. */
  readonly sources: Readonly<Partial<Record<keyof D & string, string>>>;
  /** The values of secrets and headers, for the redactor. */
  readonly secrets: readonly string[];
}

const truths: Readonly<Record<string, boolean>> = {
  true: true,
  '1': true,
  yes: true,
  on: true,
  false: false,
  '0': false,
  no: false,
  off: false,
};

/** The environment variables of a setting, the preferred name first. */
export function environmentNames(definition: SettingDefinition): readonly [string, ...string[]] {
  return typeof definition.env === 'string' ? [definition.env] : definition.env;
}

/** Whether the setting's value must never be shown; such settings have a `_FILE` twin. */
export function isSecret(definition: SettingDefinition): boolean {
  return definition.kind === 'secret' || definition.kind === 'headers';
}

/**
 * Reads all settings. Flags win over the environment, the environment over the file; for safety settings the stricter value wins.
 * Empty values and literal `${…}` placeholders count as not set, with a warning.
 * @throws ConfigurationError naming every wrong value, why it is wrong, and an example
 */
export function parseSettings<const D extends SettingDefinitions>(
  definitions: D,
  sources: SettingSources,
): ParsedSettings<D> {
  const warnings: string[] = [];
  const problems: string[] = [];
  const found: Record<string, string> = {};
  const secrets: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [key, definition] of Object.entries<SettingDefinition>(definitions)) {
    const readings: { source: string; value: unknown }[] = [];
    for (const raw of rawValues(definition, sources, warnings, problems)) {
      const reading = readValue(definition, raw.text);
      if ('problem' in reading) problems.push(`${raw.source} ${reading.problem}`);
      else readings.push({ source: raw.source, value: reading.value });
    }
    const chosen = choose(definition, readings, warnings);
    if (chosen) {
      values[key] = chosen.value;
      found[key] = chosen.source;
      secrets.push(...secretParts(definition, chosen.value));
    } else {
      values[key] = 'default' in definition ? definition.default : undefined;
    }
  }
  if (problems.length > 0) {
    throw new ConfigurationError(problems.join(' '), {
      hint: 'Correct or remove the value, then start again. --help lists every setting.',
    });
  }
  return {
    // The loop above has set one value per key, each of its definition's kind.
    values: values as SettingValues<D>,
    warnings,
    sources: found as ParsedSettings<D>['sources'],
    secrets,
  };
}

/**
 * Reads two sets of settings from the same sources, such as a server's own and those that every server has.
 * @throws ConfigurationError naming every wrong value of both, so that nobody has to start again for each
 */
export function parseBoth<const A extends SettingDefinitions, const B extends SettingDefinitions>(
  first: A,
  second: B,
  sources: SettingSources,
): readonly [ParsedSettings<A>, ParsedSettings<B>] {
  let wrong: ConfigurationError | undefined;
  const attempt = <D extends SettingDefinitions>(definitions: D): ParsedSettings<D> | undefined => {
    try {
      return parseSettings(definitions, sources);
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      wrong = wrong === undefined ? error : new ConfigurationError(`${wrong.message} ${error.message}`, error);
      return undefined;
    }
  };
  const a = attempt(first);
  const b = attempt(second);
  if (wrong !== undefined || a === undefined || b === undefined) throw wrong ?? new Error('settings were lost');
  return [a, b];
}

function rawValues(
  definition: SettingDefinition,
  sources: SettingSources,
  warnings: string[],
  problems: string[],
): RawValue[] {
  const raws: RawValue[] = [];
  if (definition.flag !== undefined) push(raws, `--${definition.flag}`, sources.flags[definition.flag], warnings);
  for (const [name, text] of Object.entries(definition.switches ?? {})) {
    if (sources.flags[name] !== undefined) raws.push({ source: `--${name}`, text });
  }
  for (const [origin, variables] of [
    ['', sources.environment],
    [` in ${sources.file?.name ?? ''}`, sources.file?.values ?? {}],
  ] as const) {
    for (const name of environmentNames(definition)) {
      const before = raws.length;
      push(raws, `${name}${origin}`, variables[name], warnings);
      if (!isSecret(definition)) continue;
      const path = variables[`${name}_FILE`];
      if (path === undefined || path.trim() === '') continue;
      if (raws.length > before) {
        problems.push(`${name} and ${name}_FILE are both set: keep one of them.`);
        continue;
      }
      try {
        push(raws, `${name}_FILE${origin}`, readFileSync(path, 'utf8'), warnings);
      } catch {
        problems.push(`${name}_FILE names a file that cannot be read.`);
      }
    }
  }
  return raws;
}

function push(raws: RawValue[], source: string, text: string | undefined, warnings: string[]): void {
  if (text === undefined) return;
  const trimmed = text.trim();
  if (trimmed === '' || /^\$\{.*\}$/.test(trimmed)) {
    warnings.push(`${source} is ${trimmed === '' ? 'empty' : 'an unfilled placeholder'} and counts as not set.`);
    return;
  }
  raws.push({ source, text: trimmed });
}

type Reading = { readonly value: unknown } | { readonly problem: string };

function readValue(definition: SettingDefinition, text: string): Reading {
  if (isPlaceholder(text, isSecret(definition))) {
    const where = definition.where === undefined ? '' : ` It is found at: ${definition.where}.`;
    return { problem: `is a placeholder: put your own value there, or remove it.${where}` };
  }
  const example = definition.example === undefined ? '' : ` Example: ${definition.example}`;
  switch (definition.kind) {
    case 'text':
    case 'secret':
      return { value: text };
    case 'url': {
      const url = URL.canParse(text) ? new URL(text) : undefined;
      return url && (url.protocol === 'http:' || url.protocol === 'https:')
        ? { value: text }
        : { problem: `is not an http or https address.${example}` };
    }
    case 'boolean': {
      const value = truths[text.toLowerCase()];
      return value === undefined
        ? { problem: `is '${text.slice(0, 40)}', which is none of true, false, 1, 0, yes, no, on, off.` }
        : { value };
    }
    case 'integer': {
      const value = Number(text);
      return Number.isInteger(value) && value >= definition.min && value <= definition.max
        ? { value }
        : { problem: `must be a whole number from ${definition.min} to ${definition.max}.${example}` };
    }
    case 'choice': {
      const value = definition.choices.find((choice) => choice.toLowerCase() === text.toLowerCase());
      return value === undefined
        ? { problem: `is '${text.slice(0, 40)}', which is none of ${definition.choices.join(', ')}.` }
        : { value };
    }
    case 'list': {
      const value = text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '');
      return { value };
    }
    case 'headers':
      return readHeaders(text);
  }
}

function readHeaders(text: string): Reading {
  const headers: Record<string, string> = {};
  for (const line of text.split(/\r?\n|;(?=\s*[\w-]+:)/)) {
    if (line.trim() === '') continue;
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim();
    const value = line.slice(colon + 1).trim();
    if (colon < 1 || !/^[\w!#$%&'*+.^`|~-]+$/.test(name) || value === '') {
      return { problem: "must hold lines of the form 'Name: value', one header each." };
    }
    headers[name] = value;
  }
  return { value: headers };
}

function choose(
  definition: SettingDefinition,
  readings: readonly { source: string; value: unknown }[],
  warnings: string[],
): { source: string; value: unknown } | undefined {
  const order =
    definition.kind === 'boolean' && definition.stricter !== undefined
      ? [definition.stricter, !definition.stricter]
      : definition.kind === 'choice'
        ? definition.strictestFirst
        : undefined;
  if (order === undefined || readings.length < 2) return readings[0];
  const strictest = [...readings].sort((a, b) => position(order, a.value) - position(order, b.value))[0];
  if (strictest && readings.some((reading) => reading.value !== strictest.value)) {
    warnings.push(
      `${readings.map((reading) => reading.source).join(' and ')} disagree; ${strictest.source} is the stricter and wins.`,
    );
  }
  return strictest;
}

function position(order: readonly (string | boolean)[], value: unknown): number {
  return order.findIndex((entry) => entry === value);
}

function secretParts(definition: SettingDefinition, value: unknown): string[] {
  if (definition.kind === 'url') {
    const { username, password } = new URL(String(value));
    return [username, password, decodeURIComponent(password)].filter((part) => part !== '');
  }
  if (!isSecret(definition)) return [];
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).map(String) : [];
}
