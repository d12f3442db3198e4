import type { SonarrStandIn } from '@watchstack/demo/sonarr';
import type { SonarrClient } from '../../src/index.js';
import { everyRequest } from './every-request/index.js';
import { all, type Pair } from './stand-in.js';

/** A call of a method of the client, with what it was given, what it gave back, and what it sent. */
export interface RecordedCall {
  /** `tags.rename` */
  readonly name: string;
  readonly area: string;
  readonly method: string;
  readonly args: readonly unknown[];
  readonly result: unknown;
  /** Whether it asked Sonarr for anything at all. */
  readonly asks: boolean;
  /** Whether it asked Sonarr for a change. */
  readonly changes: boolean;
}

/** How one call of {@link runEverything} is carried out. `real` makes it; what comes back is what the steps go on with. */
export type CarryOut = (name: string, args: readonly unknown[], real: () => unknown) => unknown;

/** Makes every request that the client can make, each call of a method carried out as `carryOut` says. */
export async function runEverything({ sonarr, client }: Pair, carryOut: CarryOut): Promise<void> {
  const wrapArea = (area: string, value: object): object =>
    new Proxy(value, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name, target);
        if (typeof member !== 'function' || typeof name !== 'string') return member;
        return (...args: unknown[]): unknown =>
          carryOut(`${area}.${name}`, args, (): unknown => Reflect.apply(member, target, args));
      },
    });
  const wrapped = new Proxy(client, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'object' && member !== null ? wrapArea(String(name), member) : member;
    },
  });
  for (const requests of everyRequest) await requests({ sonarr, client: wrapped });
}

/** Every call of every method, made one after the other against a Sonarr that works. */
export async function recordEverything(pair: Pair): Promise<readonly RecordedCall[]> {
  const calls: RecordedCall[] = [];
  await runEverything(pair, (name, args, real) => {
    const [area = '', method = ''] = name.split('.');
    const from = pair.sonarr.requests.length;
    const note = (result: unknown, asks: boolean) => {
      const sent = pair.sonarr.requests.slice(from);
      const changes = sent.some(({ changesState }) => changesState === true);
      calls.push({ name, area, method, args, result, asks: asks || sent.length > 0, changes });
      return result;
    };
    const result = real();
    if (result instanceof Promise) return result.then((value: unknown) => note(value, false));
    // A list that is streamed is asked for while it is walked through.
    return note(result, isStream(result));
  });
  return calls;
}

/** Makes a recorded call on another client, to its end. */
export async function replay(call: RecordedCall, client: SonarrClient): Promise<unknown> {
  const area: unknown = Reflect.get(client, call.area);
  const method: unknown = typeof area === 'object' && area !== null ? Reflect.get(area, call.method) : undefined;
  if (typeof method !== 'function') throw new Error(`The client has no ${call.name}.`);
  const result: unknown = Reflect.apply(method, area, call.args);
  return isStream(result) ? all(result) : result;
}

/** The requests that a stand-in got and that would have changed something. */
export function attempts({ requests }: SonarrStandIn): string[] {
  return requests.filter(({ changesState }) => changesState === true).map(({ method, path }) => `${method} ${path}`);
}

function isStream(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
