import type { Call, Fault, FaultRule, Faults, Reply } from './types.js';

/** A page that no JSON parser takes. */
export const htmlPage =
  '<!doctype html>\n<html><head><title>Sign in</title></head><body>Please sign in.</body></html>\n';

/** What is to be done about one request: an answer, or none in one of two ways. */
export type Outcome = { readonly reply: Reply } | 'hang' | 'close';

function strikes(rule: FaultRule, call: Call): boolean {
  if (rule.method !== undefined && rule.method.toUpperCase() !== call.method) return false;
  if (rule.path === undefined) return true;
  return typeof rule.path === 'string' ? rule.path === call.path : rule.path.test(call.path);
}

/** The faults of one stand-in, and which of them strikes next. */
export class FaultBox implements Faults {
  starting = false;
  #rules: { readonly rule: FaultRule; left: number }[] = [];

  add(rule: FaultRule): () => void {
    const entry = { rule, left: rule.times ?? Number.POSITIVE_INFINITY };
    this.#rules.unshift(entry);
    return () => {
      this.#rules = this.#rules.filter((one) => one !== entry);
    };
  }

  clear(): void {
    this.starting = false;
    this.#rules = [];
  }

  /** The fault for this request, counted as used; undefined when none strikes at that time. */
  take(call: Call, when: 'before' | 'after'): Fault | undefined {
    const found = this.#rules.find(
      ({ rule, left }) =>
        left > 0 &&
        (rule.fault.kind === 'truncate' ? 'after' : (rule.when ?? 'before')) === when &&
        strikes(rule, call),
    );
    if (found === undefined) return undefined;
    found.left -= 1;
    return found.rule.fault;
  }
}

/** What a fault makes of a request. `real` is the answer it spoils, if there is one already. */
export function applyFault(fault: Fault, real: Reply): Outcome {
  switch (fault.kind) {
    case 'hang':
      return 'hang';
    case 'close':
      return 'close';
    case 'html':
      return {
        reply: { status: fault.status ?? 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: htmlPage },
      };
    case 'redirect':
      return { reply: { status: fault.status ?? 302, headers: { location: fault.to } } };
    case 'truncate': {
      const body = Buffer.from(real.body ?? '');
      return { reply: { ...real, body: body.subarray(0, Math.floor(body.length / 2)) } };
    }
    case 'reply': {
      const isObject = typeof fault.body === 'object';
      return {
        reply: {
          status: fault.status ?? 200,
          headers: { ...(isObject ? { 'content-type': 'application/json; charset=utf-8' } : {}), ...fault.headers },
          ...(fault.body === undefined
            ? {}
            : { body: typeof fault.body === 'string' ? fault.body : JSON.stringify(fault.body) }),
        },
      };
    }
  }
}
