import * as z from 'zod';

/** A JSON Schema whose root is an object, as the protocol demands of inputs and outputs. */
export interface ObjectSchema {
  type: 'object';
  [keyword: string]: unknown;
}

/**
 * The JSON Schema (2020-12) of a zod object, as callers are shown it: without the dialect line and without the bounds that
 * zod writes for every whole number.
 * @param io `input` for arguments (defaults are optional), `output` for answers
 */
export function toJsonSchema(schema: z.ZodObject, io: 'input' | 'output'): ObjectSchema {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    override: ({ jsonSchema }) => {
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  return { ...json, type: 'object' };
}
