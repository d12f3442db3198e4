import type { SonarrStandIn } from '@watchstack/demo/sonarr';

/** Bodies with which Sonarr, or what stands before it, may accept a change; none of them may make it a failure. */
export const acceptedBodies: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['an empty document', '{}'],
  ['a document of another type', '{"id":"x","label":7,"status":[]}'],
  ['something that is no JSON', 'OK'],
];

/** Lets a change happen and answers it with that body. */
export function acceptWith(sonarr: SonarrStandIn, method: string, path: string | RegExp, body: string): void {
  sonarr.faults.add({
    method,
    path,
    when: 'after',
    fault: { kind: 'reply', status: 200, body, headers: { 'content-type': 'application/json' } },
  });
}
