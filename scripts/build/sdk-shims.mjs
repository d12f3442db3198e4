/**
 * Stands in for `@modelcontextprotocol/server/_shims` in the built programs.
 *
 * The original loads AJV (300 KB of source) before the first message is read, and the SDK needs it for two things
 * only: `fromJsonSchema`, which this project does not call, and checking what a person typed into a form, for which
 * core hands the SDK a validator of its own. Reaching this class therefore is a mistake, and it says so.
 */
export { default as process } from 'node:process';

/** Refuses to validate: a server is always created with its own `jsonSchemaValidator`. */
export class DefaultJsonSchemaValidator {
  /** @returns {never} */
  getValidator() {
    throw new Error('This program was built without a JSON Schema validator; pass jsonSchemaValidator to the server.');
  }
}
