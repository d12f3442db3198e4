/** How often something may happen in a minute: for one caller, and for all together. */
export interface Rate {
  readonly each: number;
  readonly all: number;
}

/**
 * Says yes so many times in a minute, for what strangers can make this server do. Kept in memory: it spares the machine, and guards
 * no secret.
 * @param now current time in milliseconds
 */
export function perMinute({ each, all }: Rate, now: () => number = Date.now): (caller: string) => boolean {
  let minute = 0;
  let total = 0;
  const counts = new Map<string, number>();
  return (caller) => {
    const current = Math.floor(now() / 60_000);
    if (current !== minute) {
      minute = current;
      total = 0;
      counts.clear();
    }
    const count = (counts.get(caller) ?? 0) + 1;
    if (count > each || total >= all) return false;
    total += 1;
    counts.set(caller, count);
    return true;
  };
}
