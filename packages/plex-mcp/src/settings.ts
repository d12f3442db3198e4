/** What plex-mcp needs beside the settings that every server has. */
export const plexSettings = {
  url: {
    kind: 'url',
    env: ['PLEX_URL', 'PLEX_SERVER_URL'],
    flag: 'url',
    default: 'http://localhost:32400',
    description: 'Address of your Plex Media Server; http://localhost:32400 unless told.',
    where: 'the address you open Plex Web with on your network',
    example: 'http://192.168.1.10:32400',
  },
  token: {
    kind: 'secret',
    env: 'PLEX_TOKEN',
    required: true,
    description: "A token of your Plex Media Server's owner.",
    where: 'Plex Web: an item → … → Get Info → View XML, then X-Plex-Token in the address',
    example: 'aB3dE5gH7jK9mN1pQ3sT',
  },
} as const;
