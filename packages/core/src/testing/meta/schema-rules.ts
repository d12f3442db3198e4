/** A JSON Schema, or a part of one. */
type SchemaPart = Readonly<Record<string, unknown>>;

/**
 * What is wrong with an input schema: parts that are open, unbounded, or not explained to the caller.
 * @returns one line per problem, each beginning with the place; empty when all is well
 */
export function inputProblems(schema: SchemaPart): string[] {
  return walk(schema, '', (part, place) => {
    const problems: string[] = [];
    if (part['type'] === 'object') {
      if (part['additionalProperties'] !== false) problems.push('takes unknown arguments');
      for (const [name, property] of Object.entries(recordOf(part['properties']))) {
        if (recordOf(property)['description'] === undefined) problems.push(`does not describe ${name}`);
      }
    }
    if (part['type'] === 'array' && part['maxItems'] === undefined) problems.push('has no most items');
    if (part['type'] === 'string' && !isBoundedText(part)) problems.push('has no greatest length');
    if ((part['type'] === 'integer' || part['type'] === 'number') && !isBoundedNumber(part)) {
      problems.push('has no least or no greatest value');
    }
    if (part['type'] === undefined && !isChoice(part)) problems.push('takes anything');
    return problems.map((problem) => `${place} ${problem}`);
  });
}

/**
 * What is wrong with an output schema: objects that could carry more than they say. The arguments of a call that takes a
 * change back belong to another tool, and stay open.
 */
export function outputProblems(schema: SchemaPart): string[] {
  return walk(schema, '', (part, place) => {
    if (part['type'] !== 'object' || place.endsWith('/undo/arguments')) return [];
    const others = part['additionalProperties'];
    // A dictionary says at least of what kind its values are.
    return others === false || recordOf(others)['type'] !== undefined ? [] : [`${place} is open`];
  });
}

function walk(part: SchemaPart, place: string, look: (part: SchemaPart, place: string) => string[]): string[] {
  const here = look(part, place === '' ? '/' : place);
  const properties = Object.entries(recordOf(part['properties'])).map(([name, child]) => [name, child] as const);
  const variants = ['anyOf', 'oneOf', 'allOf'].flatMap((keyword) =>
    listOf(part[keyword]).map((child, index) => [`${keyword}${index}`, child] as const),
  );
  const items = part['items'] === undefined ? [] : [['items', part['items']] as const];
  return [
    ...here,
    ...[...properties, ...variants, ...items].flatMap(([name, child]) =>
      walk(recordOf(child), `${place}/${name}`, look),
    ),
  ];
}

function isBoundedText(part: SchemaPart): boolean {
  return isChoice(part) || part['maxLength'] !== undefined || typeof part['pattern'] === 'string';
}

function isBoundedNumber(part: SchemaPart): boolean {
  const low = part['minimum'] ?? part['exclusiveMinimum'];
  const high = part['maximum'] ?? part['exclusiveMaximum'];
  return isChoice(part) || (low !== undefined && high !== undefined);
}

function isChoice(part: SchemaPart): boolean {
  return ['enum', 'const', 'anyOf', 'oneOf', 'allOf'].some((keyword) => part[keyword] !== undefined);
}

function recordOf(value: unknown): SchemaPart {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
