/** What becomes of a download that leaves the queue. All rows of a download go together. */
export interface SonarrQueueRemoval {
  /** Remove it from the download client too, with all data it has; no unless told, although Sonarr itself would. */
  readonly removeFromClient?: boolean | undefined;
  /** Never take that release again; Sonarr then looks for another, unless `skipRedownload`. */
  readonly blocklist?: boolean | undefined;
  /** With `blocklist`: look for no other. */
  readonly skipRedownload?: boolean | undefined;
  /** Without `removeFromClient`: move it to the client's category for what was imported. */
  readonly changeCategory?: boolean | undefined;
}

/** Everything is said each time: what Sonarr does where nothing is said deletes data. */
export function removalQuery(removal: SonarrQueueRemoval) {
  return {
    removeFromClient: removal.removeFromClient ?? false,
    blocklist: removal.blocklist ?? false,
    skipRedownload: removal.skipRedownload ?? false,
    changeCategory: removal.changeCategory ?? false,
  };
}
