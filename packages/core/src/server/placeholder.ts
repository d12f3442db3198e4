/** What stands in an example where a value belongs: `<your key>`, `http://<address>:8989`. */
const marked = /<[^<>]*>/;

/** What people leave of other examples, as a whole or as its beginning. No service makes keys like these. */
const wellKnown = /^(?:change[-_ ]?me|replace[-_ ]?me|your[-_ ]|insert[-_ ]|placeholder|todo\b)|^(x)\1{2,}$/i;

/**
 * Whether a value was never filled in. Beginning with it would only fail later, further from its cause.
 * @param secret a key, token or password, which people also mark in words: `your_api_key`
 */
export function isPlaceholder(text: string, secret: boolean): boolean {
  return marked.test(text) || (secret && wellKnown.test(text));
}
