/** What sonarr-mcp needs beside the settings that every server has. */
export const sonarrSettings = {
  url: {
    kind: 'url',
    env: 'SONARR_URL',
    flag: 'url',
    required: true,
    description: 'Address of your Sonarr, with its URL base where it has one.',
    where: 'the address you open Sonarr with in a browser',
    example: 'http://192.168.1.10:8989',
  },
  apiKey: {
    kind: 'secret',
    env: 'SONARR_API_KEY',
    required: true,
    description: 'API key of your Sonarr.',
    where: 'Sonarr → Settings → General → Security → API Key',
    example: '0123456789abcdef0123456789abcdef',
  },
} as const;
