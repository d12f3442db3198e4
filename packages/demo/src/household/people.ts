import type { Player } from './plex-types.js';
import type { User } from './types.js';

/** Clara runs the house and owns every account. */
export const clara: User = {
  plexAccountId: 1,
  name: 'Clara',
  username: 'clara-at-home',
  email: 'clara@household.example',
  owner: true,
  managed: false,
};

/** Jonas has an account of his own and watches on the train. */
export const jonas: User = {
  plexAccountId: 40_215_877,
  name: 'Jonas',
  username: 'jonas_k',
  email: 'jonas@household.example',
  owner: false,
  managed: false,
};

/** Mila is nine. */
export const mila: User = {
  plexAccountId: 71_904_332,
  name: 'Mila',
  username: 'mila',
  email: 'mila@household.example',
  owner: false,
  managed: true,
};

/** Everybody, owner first. */
export const users: readonly User[] = [clara, jonas, mila];

/** What they watch on. Addresses are from the blocks kept for documentation. */
export const players = {
  livingRoom: {
    id: 1,
    clientIdentifier: 'a1f0c7d2-living-room',
    title: 'Living Room',
    product: 'Plex for Apple TV',
    platform: 'tvOS',
    device: 'Apple TV 4K',
    address: '192.168.20.31',
    publicAddress: '203.0.113.24',
    local: true,
  },
  laptop: {
    id: 2,
    clientIdentifier: 'b7e4a91c-laptop',
    title: 'Chrome',
    product: 'Plex Web',
    platform: 'Chrome',
    device: 'Linux',
    address: '198.51.100.77',
    publicAddress: '198.51.100.77',
    local: false,
  },
  tablet: {
    id: 3,
    clientIdentifier: 'c92d5e08-tablet',
    title: 'Mila’s iPad',
    product: 'Plex for iOS',
    platform: 'iOS',
    device: 'iPad',
    address: '192.168.20.44',
    publicAddress: '203.0.113.24',
    local: true,
  },
} as const satisfies Record<string, Player>;
