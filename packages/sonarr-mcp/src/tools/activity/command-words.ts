/** What Sonarr tells of a search in its last words; undefined where the words are no such ones. */
export interface SearchCount {
  /** Episodes; Sonarr tells it only of some searches. */
  readonly searched?: number | undefined;
  /** Downloads; a season pack is one. */
  readonly grabbed: number;
}

/**
 * Reads `Completed search for 5 episodes. 2 reports downloaded.`, `Season search completed. 1 reports downloaded.` and
 * `RSS Sync Completed. Reports found: 118, Reports grabbed: 3`: that a command completed says nothing of what it found.
 */
export function searchCount(message: string | undefined): SearchCount | undefined {
  const grabbed = /(\d+) reports? (?:downloaded|grabbed)|reports grabbed: (\d+)/i.exec(message ?? '');
  if (grabbed === null) return undefined;
  const searched = /search for (\d+) episodes?/i.exec(message ?? '')?.[1];
  return {
    grabbed: Number(grabbed[1] ?? grabbed[2]),
    ...(searched === undefined ? {} : { searched: Number(searched) }),
  };
}
