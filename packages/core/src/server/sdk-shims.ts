import process from 'node:process';

/**
 * Stands in for the SDK's platform module in the bundles. The SDK would load a JSON Schema compiler at start (its largest part by
 * far) to check what people answer to elicitations; dispatch checks those answers itself, so nothing is left for it to do.
 */
export class DefaultJsonSchemaValidator {
  /** Accepts every value unchanged. */
  getValidator<T>(): (input: unknown) => { valid: true; data: T; errorMessage: undefined } {
    return (input) => ({ valid: true, data: input as T, errorMessage: undefined });
  }
}

export { process };
