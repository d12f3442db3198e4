import { Ajv } from '@modelcontextprotocol/client/validators/ajv';

/**
 * Checks a value against a JSON Schema as the strictest of clients would: unknown keywords and formats are errors of the schema,
 * every violation is reported.
 * @returns what is wrong, in words; empty when nothing is
 * @throws Error when the schema itself is unsound
 */
export function violations(schema: Readonly<Record<string, unknown>>, value: unknown): string[] {
  const ajv = new Ajv({ strict: true, strictRequired: false, allErrors: true });
  const validate = ajv.compile({ ...schema });
  if (validate(value)) return [];
  return (validate.errors ?? []).map((error) => `${error.instancePath || '/'} ${error.message ?? error.keyword}`);
}
