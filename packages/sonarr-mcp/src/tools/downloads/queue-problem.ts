import { shorten } from '@watchstack/core/server';
import type { SonarrQueueItem } from '../../client/queue.js';

/** What keeps a download from ending well. */
export interface QueueProblem {
  readonly kind: string;
  /** What Sonarr or the download client says. Text from strangers. */
  readonly says: readonly string[];
  /** What a person can do. */
  readonly remedy: string;
}

interface Sign {
  readonly kind: string;
  readonly pattern: RegExp;
  readonly remedy: string;
}

/** What the messages tell, the most certain first. */
const signs: readonly Sign[] = [
  {
    kind: 'password',
    pattern: /password|encrypted/i,
    remedy:
      'The archive cannot be opened. Remove it from the queue with blocklisting, so that another release is taken.',
  },
  {
    kind: 'sample',
    pattern: /\bsample\b/i,
    remedy:
      'Only a sample was delivered. Remove it from the queue with blocklisting, so that another release is taken.',
  },
  {
    kind: 'dangerous file',
    pattern: /executable|dangerous|potentially/i,
    remedy: 'Do not import it. Remove it from the queue with blocklisting.',
  },
  {
    kind: 'no files',
    pattern: /no files found|no eligible|no video files|not found in|does not exist|no such file/i,
    remedy:
      'Nothing usable is in its folder. Look whether the client finished and its path is reachable for Sonarr; otherwise remove it.',
  },
  {
    kind: 'import blocked',
    pattern:
      /matched .* by id|manual import required|title mismatch|unknown series|unable to parse|episode .* not found/i,
    remedy:
      'Sonarr is not sure what it is. If it is right, import it by hand in Sonarr (Activity, Queue, the person icon).',
  },
  {
    kind: 'not an upgrade',
    pattern: /not an? (?:custom format )?upgrade/i,
    remedy: 'What you have is at least as good. Remove it from the queue.',
  },
  {
    kind: 'stalled',
    pattern: /stalled|no connections|no seeds/i,
    remedy: 'Nobody shares it. Wait, or remove it with blocklisting so that another release is taken.',
  },
];

/**
 * What is wrong with a download, undefined when it goes as it should.
 * @param item any row of the download; all rows of one share state and messages
 */
export function queueProblem(item: SonarrQueueItem): QueueProblem | undefined {
  const says = [
    item.errorMessage,
    ...item.statusMessages.flatMap(({ title, messages }) => (messages.length > 0 ? [...messages] : [title])),
  ]
    .filter((text): text is string => text !== undefined && text !== '')
    .filter((text, index, all) => all.indexOf(text) === index)
    .slice(0, 5)
    .map((text) => shorten(text, 200));
  const troubled =
    item.trackedDownloadStatus === 'warning' ||
    item.trackedDownloadStatus === 'error' ||
    item.trackedDownloadState === 'importBlocked' ||
    item.trackedDownloadState === 'failed' ||
    item.status === 'failed' ||
    item.status === 'warning' ||
    item.status === 'downloadClientUnavailable';
  if (!troubled) return undefined;
  const sign = signs.find(({ pattern }) => says.some((text) => pattern.test(text)));
  if (sign !== undefined) return { kind: sign.kind, says, remedy: sign.remedy };
  if (item.status === 'downloadClientUnavailable') {
    return {
      kind: 'download client unavailable',
      says,
      remedy: 'Start the download client, or check its settings in Sonarr.',
    };
  }
  if (item.trackedDownloadState === 'failed' || item.status === 'failed') {
    return { kind: 'failed', says, remedy: 'Remove it with blocklisting, so that another release is taken.' };
  }
  if (item.trackedDownloadState === 'importBlocked' || item.trackedDownloadState === 'importPending') {
    return {
      kind: 'import blocked',
      says,
      remedy: 'Read what Sonarr says; import it by hand in Sonarr, or remove it.',
    };
  }
  return { kind: 'warning', says, remedy: 'Read what Sonarr says; it may pass by itself.' };
}
