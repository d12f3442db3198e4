/** setTimeout takes no longer time; a longer one would fire at once. */
const maxTimerMs = 2_147_483_647;

/** Bounds one operation from its first wait to the last byte of its body. */
export interface Deadline {
  /** Fires when the time is over, the caller's signal fires, or {@link Deadline.stop} is told to. */
  readonly signal: AbortSignal;
  /** In milliseconds, as it was set. */
  readonly timeoutMs: number;
  /** Why the signal fired; undefined while it has not. */
  readonly ended: 'timeout' | 'caller' | 'stopped' | undefined;
  /** Ends the watch; with `abort`, whatever is still under way is broken off. */
  stop(abort?: boolean): void;
}

/**
 * Starts the clock. Made without AbortSignal.any and AbortSignal.timeout: a caller's long-lived signal would gather a follower
 * for every request, and Node 20 can lose a timeout signal that only a combined one refers to.
 * @param timeoutMs from now
 * @param caller cancels earlier
 */
export function startDeadline(timeoutMs: number, caller: AbortSignal | undefined): Deadline {
  const controller = new AbortController();
  let ended: Deadline['ended'];
  const end = (why: NonNullable<Deadline['ended']>) => {
    if (ended !== undefined) return;
    ended = why;
    clearTimeout(timer);
    caller?.removeEventListener('abort', onCaller);
    controller.abort();
  };
  const onCaller = () => {
    end('caller');
  };
  const timer = setTimeout(
    () => {
      end('timeout');
    },
    Math.min(timeoutMs, maxTimerMs),
  );
  if (caller?.aborted === true) onCaller();
  else caller?.addEventListener('abort', onCaller, { once: true });
  return {
    signal: controller.signal,
    timeoutMs,
    get ended() {
      return ended;
    },
    stop(abort = false) {
      if (abort) {
        end('stopped');
        return;
      }
      clearTimeout(timer);
      caller?.removeEventListener('abort', onCaller);
    },
  };
}
