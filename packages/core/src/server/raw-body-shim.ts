/**
 * Stands in for `raw-body` in the bundles. The SDK's older transport would read request bodies with it, in every encoding there
 * is; ours are read before, bounded and in UTF-8, so nothing is left for it to do but to bring its tables of encodings along.
 */
function getRawBody(): Promise<never> {
  return Promise.reject(new Error('The body of a request is read before it is handed on.'));
}

export { getRawBody as default };
