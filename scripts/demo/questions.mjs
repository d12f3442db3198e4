/**
 * What the demo asks each server, and how a person reads the answers.
 *
 * @typedef {Record<string, any>} Answer the structured content of a tool's answer
 * @typedef {{ ask: string, server: string, tool: string, args: Record<string, unknown> | ((earlier: Record<string, Answer>) => Record<string, unknown>), tell: (answer: Answer) => string[], keep?: string }} Question
 */

const gigabytes = (/** @type {number} */ bytes) => `${(bytes / 1e9).toFixed(1)} GB`;
const clock = (/** @type {string} */ iso) => iso.slice(11, 16);
const titled = (/** @type {Answer} */ { title, year }) => (year === undefined ? title : `${title} (${year})`);

/** @type {readonly Question[]} */
export const questions = [
  {
    ask: "What's on tonight?",
    server: 'sonarr-mcp',
    tool: 'sonarr_get_calendar',
    args: { days: 1 },
    tell: ({ episodes }) =>
      episodes.map(
        (/** @type {Answer} */ { airsAt, series, code, title, occasion }) =>
          `${clock(airsAt)}  ${series} ${code} "${title}"${occasion === undefined ? '' : `, ${occasion}`}`,
      ),
  },
  {
    ask: "What's downloading, and is anything stuck?",
    server: 'sonarr-mcp',
    tool: 'sonarr_get_queue',
    args: {},
    tell: ({ total, stuck, bytesLeft, downloads }) => [
      `${total} downloads, ${gigabytes(bytesLeft ?? 0)} to go, ${stuck} stuck:`,
      ...downloads
        .filter((/** @type {Answer} */ { problem }) => problem !== undefined)
        .map(
          (/** @type {Answer} */ { series, episodes, release, problem }) =>
            `${[series, episodes].filter(Boolean).join(' ') || release}: ${problem.kind}`,
        ),
    ],
  },
  {
    ask: 'Do we have Haus des Geldes?',
    server: 'sonarr-mcp',
    tool: 'sonarr_list_series',
    args: { items: ['Haus des Geldes'] },
    tell: ({ series, notInLibrary }) =>
      series.length === 0
        ? [`No: ${notInLibrary.join(', ')} is not in the library.`]
        : series.map(
            (/** @type {Answer} */ row) =>
              `Yes, as ${titled(row)}: ${row.have} episodes, ${row.missing ?? 'none'} missing, ${row.status}.`,
          ),
  },
  {
    ask: 'Which Severance episodes are still missing?',
    server: 'sonarr-mcp',
    tool: 'sonarr_get_episodes',
    args: { series: 'Severance', missingOnly: true },
    tell: ({ total, episodes }) => [
      `${total} missing.`,
      ...episodes.slice(0, 3).map((/** @type {Answer} */ { code, title }) => `${code} "${title}"`),
    ],
  },
  {
    ask: 'What was added this week?',
    server: 'plex-mcp',
    tool: 'plex_get_recently_added',
    args: { since: '-7d', limit: 5 },
    tell: ({ total, items }) => [
      `${total} things, the newest:`,
      ...items.map((/** @type {Answer} */ item) =>
        `${item.show ?? item.artist ?? ''} ${titled(item)}, ${item.library}`.trim(),
      ),
    ],
  },
  {
    ask: 'Where was I? Continue watching.',
    server: 'plex-mcp',
    tool: 'plex_get_on_deck',
    args: { limit: 5 },
    tell: ({ items }) =>
      items.map(
        (/** @type {Answer} */ item) =>
          `${[item.show, item.code, item.title].filter(Boolean).join(' ')}: ${item.state === 'begun' ? `${item.minutesLeft} minutes left` : 'up next'}`,
      ),
  },
  {
    ask: 'Who is streaming right now?',
    server: 'plex-mcp',
    tool: 'plex_get_sessions',
    args: {},
    tell: ({ playing, transcoding, sessions }) => [
      `${playing} playing, ${transcoding} transcoding.`,
      ...sessions.map(
        (/** @type {Answer} */ { user, title, show, state, player }) =>
          `${user}: ${[show, title].filter(Boolean).join(', ')} (${[state, player?.name ?? player].filter((word) => typeof word === 'string').join(', ')})`,
      ),
    ],
  },
  {
    ask: 'Is Andor on my server?',
    server: 'plex-mcp',
    tool: 'plex_search',
    args: { query: 'Andor', type: 'show' },
    tell: ({ items }) =>
      items.length === 0
        ? ['No.']
        : items.map((/** @type {Answer} */ item) => `Yes: ${titled(item)} in ${item.library}.`),
  },
  {
    ask: "What's trending that I have not seen and not noted?",
    server: 'trakt-mcp',
    tool: 'trakt_get_trending_shows',
    args: { skipWatched: true, skipWatchlisted: true, limit: 5 },
    tell: ({ shows }) =>
      shows.map((/** @type {Answer} */ show) => `${titled(show)}: ${show.watchers} people are watching it`),
  },
  {
    ask: 'Which shows did I start and not finish?',
    server: 'trakt-mcp',
    tool: 'trakt_get_watched_shows',
    args: { state: 'watching', sort: 'unseen', limit: 5 },
    tell: ({ total, shows }) => [
      `${total} shows, most left first:`,
      ...shows.map(
        (/** @type {Answer} */ show) => `${titled(show)}: ${show.episodesWatched} of ${show.episodesAired} seen`,
      ),
    ],
  },
  {
    ask: 'What is Shōgun, and have I seen it?',
    server: 'trakt-mcp',
    tool: 'trakt_search_shows',
    args: { query: 'Shōgun', limit: 3 },
    tell: ({ shows }) =>
      shows.map(
        (/** @type {Answer} */ show) =>
          `${titled(show)}${show.network === undefined ? '' : `, ${show.network}`}: ${show.episodesWatched === undefined ? 'not seen' : `${show.episodesWatched} episodes seen`}${show.onWatchlist === true ? ', on your watchlist' : ''}`,
      ),
  },
  {
    ask: 'What shows are on my watchlist?',
    server: 'trakt-mcp',
    tool: 'trakt_get_watchlist',
    args: { type: 'shows', limit: 5 },
    keep: 'watchlist',
    tell: ({ total, items }) => [`${total} shows, first:`, ...items.map(titled)],
  },
  {
    ask: 'Add them to Sonarr.',
    server: 'sonarr-mcp',
    tool: 'sonarr_add_series',
    args: ({ watchlist }) => ({
      items: watchlist?.['items'].map((/** @type {Answer} */ { ref }) => ref),
      search: false,
    }),
    tell: ({ items }) => items.map((/** @type {Answer} */ row) => `${row.title ?? row.item}: ${row.outcome}`),
  },
];
