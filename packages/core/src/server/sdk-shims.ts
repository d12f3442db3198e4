import process from 'node:process';
import type { JsonSchemaValidator, jsonSchemaValidator } from '@modelcontextprotocol/server';

/**
 * Stands in for the SDK's platform module in the bundles. The SDK would load a JSON Schema compiler at start (its largest part by
 * far) to check what people answer to elicitations; dispatch checks those answers itself, so nothing is left for it to do.
 */
export class DefaultJsonSchemaValidator implements jsonSchemaValidator {
  /** Accepts every value unchanged. */
  getValidator<T>(): JsonSchemaValidator<T> {
    return (input) => ({ valid: true, data: input as T, errorMessage: undefined });
  }
}

export { process };
