/** The household served as a Plex Media Server. */
export { startPlex, type PlexStandIn, type StartPlexOptions } from './start-plex.js';
