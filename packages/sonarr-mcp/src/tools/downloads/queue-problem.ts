import { shorten } from '@watchstack/core/server';
import type { SonarrQueueItem } from '../../client/queue.js';

/** What keeps a download from ending well. */
export interface QueueProblem {
  readonly kind: string;
  /** What Sonarr or the download client says. Text from strangers. */
  readonly says: readonly string[];
  /** What a person can do. */
  readonly remedy: string;
  /** Which call does it; none where it takes a look outside of Sonarr. */
  readonly cure: Cure;
}

/** `replace`: remove it and take another release; `remove`: only remove it; `import`: look at its files and import them. */
type Cure = 'replace' | 'remove' | 'import' | 'none';

interface Sign {
  readonly kind: string;
  readonly pattern: RegExp;
  readonly remedy: string;
  readonly cure: Cure;
}

const replace = 'sonarr_delete_queue_item with blocklist takes another release instead.';

/** What the messages tell, the most certain first. */
const signs: readonly Sign[] = [
  {
    kind: 'password',
    pattern: /password|encrypted/i,
    remedy: `The archive cannot be opened: ${replace}`,
    cure: 'replace',
  },
  { kind: 'sample', pattern: /\bsample\b/i, remedy: `Only a sample was delivered: ${replace}`, cure: 'replace' },
  {
    kind: 'dangerous file',
    pattern: /executable|dangerous|potentially/i,
    remedy: `Do not import it: ${replace}`,
    cure: 'replace',
  },
  {
    kind: 'no files',
    pattern: /no files found|no eligible|no video files|not found in|does not exist|no such file/i,
    remedy: `Nothing usable is in its folder. Look whether the client finished and Sonarr can reach its path; otherwise ${replace}`,
    cure: 'replace',
  },
  {
    kind: 'import blocked',
    pattern:
      /matched .* by id|manual import required|title mismatch|unknown series|unable to parse|episode .* not found/i,
    remedy: 'Sonarr is not sure what it is. If it is right: sonarr_get_manual_import, then sonarr_manual_import.',
    cure: 'import',
  },
  {
    kind: 'not an upgrade',
    pattern: /not an? (?:custom format )?upgrade/i,
    remedy: 'What you have is at least as good: remove it with sonarr_delete_queue_item.',
    cure: 'remove',
  },
  {
    kind: 'stalled',
    pattern: /stalled|no connections|no seeds/i,
    remedy: `Nobody shares it. Wait, or: ${replace}`,
    cure: 'replace',
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
  if (sign !== undefined) return { kind: sign.kind, says, remedy: sign.remedy, cure: sign.cure };
  if (item.status === 'downloadClientUnavailable') {
    return {
      kind: 'download client unavailable',
      says,
      remedy: 'Start the download client, or check its settings in Sonarr.',
      cure: 'none',
    };
  }
  if (item.trackedDownloadState === 'failed' || item.status === 'failed') {
    return { kind: 'failed', says, remedy: `It failed: ${replace}`, cure: 'replace' };
  }
  if (item.trackedDownloadState === 'importBlocked' || item.trackedDownloadState === 'importPending') {
    return {
      kind: 'import blocked',
      says,
      remedy: 'Read what Sonarr says. If it is right: sonarr_get_manual_import; otherwise sonarr_delete_queue_item.',
      cure: 'import',
    };
  }
  return { kind: 'warning', says, remedy: 'Read what Sonarr says; it may pass by itself.', cure: 'none' };
}

/** The call that mends a download in trouble. */
export function cureCall(problem: QueueProblem, handle: string, isDownload: boolean) {
  switch (problem.cure) {
    case 'replace':
      return { tool: 'sonarr_delete_queue_item', arguments: { items: [handle], blocklist: true } };
    case 'remove':
      return { tool: 'sonarr_delete_queue_item', arguments: { items: [handle] } };
    case 'import':
      return isDownload ? { tool: 'sonarr_get_manual_import', arguments: { from: handle } } : undefined;
    case 'none':
      return undefined;
  }
}
