import type { DelayProfile } from './sonarr-types.js';

/** How long this household waits for a better release: usually not at all, with what the children watch for some hours. */
export const delayProfiles: readonly DelayProfile[] = [
  {
    id: 1,
    enableUsenet: true,
    enableTorrent: true,
    preferredProtocol: 'usenet',
    usenetDelay: 0,
    torrentDelay: 0,
    bypassIfHighestQuality: true,
    bypassIfAboveCustomFormatScore: false,
    minimumCustomFormatScore: 0,
    order: 2_147_483_647,
    tags: [],
  },
  {
    id: 2,
    enableUsenet: true,
    enableTorrent: true,
    preferredProtocol: 'usenet',
    usenetDelay: 270,
    torrentDelay: 540,
    bypassIfHighestQuality: false,
    bypassIfAboveCustomFormatScore: false,
    minimumCustomFormatScore: 0,
    order: 1,
    tags: [4],
  },
];
