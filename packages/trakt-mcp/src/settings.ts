/** What trakt-mcp needs beside the settings that every server has. */
export const traktSettings = {
  clientId: {
    kind: 'secret',
    env: 'TRAKT_CLIENT_ID',
    required: true,
    description: 'Client id of your Trakt app; search and trending need nothing else.',
    where: 'https://app.trakt.tv/settings/apps → your app → Client ID',
    example: '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
  },
  accessToken: {
    kind: 'secret',
    env: 'TRAKT_ACCESS_TOKEN',
    description: 'Access token of your account for that app; the watchlist and what you have watched need it.',
    where: 'the answer that your app got when you allowed it to use your account',
    example: 'fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210',
  },
  url: {
    kind: 'url',
    env: 'TRAKT_API_URL',
    description: 'Where the Trakt API is. Leave it alone unless you run a stand-in.',
    default: 'https://api.trakt.tv',
    example: 'https://api.trakt.tv',
  },
  tokenHost: {
    kind: 'text',
    env: 'TRAKT_TOKEN_HOST',
    description: 'Host that issued TRAKT_ACCESS_TOKEN; the token is sent to no other.',
    default: 'api.trakt.tv',
    example: 'api.trakt.tv',
  },
} as const;
