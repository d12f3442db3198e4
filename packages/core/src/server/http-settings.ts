/**
 * The settings of a server that is reached over HTTP.
 * @param service `sonarr`, for examples
 * @param defaultPort where it listens unless told
 */
export function httpSettings(service: string, defaultPort: number) {
  return {
    transport: {
      kind: 'choice',
      env: 'MCP_TRANSPORT',
      flag: 'transport',
      switches: { http: 'http' },
      choices: ['stdio', 'http', 'sse'],
      default: 'stdio',
      description:
        'How MCP clients reach the server: stdio, http for Streamable HTTP, or sse for clients that know nothing newer.',
    },
    host: {
      kind: 'text',
      env: 'MCP_HOST',
      flag: 'host',
      default: '127.0.0.1',
      description: 'Address to listen on. Beyond loopback it takes one of the ways to sign in, see below.',
      example: '0.0.0.0',
    },
    port: {
      kind: 'integer',
      env: 'MCP_PORT',
      flag: 'port',
      min: 0,
      max: 65_535,
      default: defaultPort,
      description: 'Port to listen on.',
    },
    path: {
      kind: 'text',
      env: 'MCP_PATH',
      default: '/mcp',
      description: 'Where Streamable HTTP is served.',
    },
    publicUrl: {
      kind: 'url',
      env: 'PUBLIC_URL',
      flag: 'public-url',
      description: 'The address under which others reach this server through your proxy, with its path prefix.',
      example: `https://home.example.org/${service}`,
    },
    trustProxy: {
      kind: 'list',
      env: 'TRUST_PROXY',
      description:
        "Addresses or networks of your own proxies; only what these say of a caller's address is believed. Sign-in is then needed.",
      example: '172.18.0.0/16',
    },
    allowedHosts: {
      kind: 'list',
      env: 'MCP_ALLOWED_HOSTS',
      description: 'Further host names that this server answers to, beside loopback and the one of PUBLIC_URL.',
      example: 'nas.lan,192.168.1.10',
    },
    allowedOrigins: {
      kind: 'list',
      env: 'MCP_ALLOWED_ORIGINS',
      description: 'Origins of web pages that may call this server.',
      example: 'https://inspector.example.org',
    },
    stateDir: {
      kind: 'text',
      env: 'MCP_STATE_DIR',
      description: "Folder for sign-ins and used confirmations; in the user's own data folder unless told.",
    },
    stateSecret: {
      kind: 'secret',
      env: 'MCP_STATE_SECRET',
      description:
        'Signs confirmation codes, at least 32 characters. Needed where several processes serve one address; made anew at each start unless told.',
    },
  } as const;
}

/** The settings that say who may come in over HTTP. */
export const signInSettings = {
  authToken: {
    kind: 'secret',
    env: 'MCP_AUTH_TOKEN',
    description: 'Bearer token, at least 32 characters, of callers that may do whatever the server may.',
  },
  readToken: {
    kind: 'secret',
    env: 'MCP_READ_TOKEN',
    description: 'Bearer token, at least 32 characters, of callers that may only read.',
  },
  oauthIssuer: {
    kind: 'url',
    env: 'MCP_OAUTH_ISSUER',
    description:
      'The issuer at which callers sign in: your own identity provider, or a sibling server with a sign-in of its own. Needs PUBLIC_URL.',
    example: 'https://id.example.org/realms/home',
  },
  oauthAudience: {
    kind: 'text',
    env: 'MCP_OAUTH_AUDIENCE',
    description: 'What a token of that issuer must be made for; the public address of this server unless told.',
  },
  oauthReadScope: {
    kind: 'text',
    env: 'MCP_OAUTH_READ_SCOPE',
    default: 'mcp:read',
    description: 'Scope of callers that may only read.',
  },
  oauthWriteScope: {
    kind: 'text',
    env: 'MCP_OAUTH_WRITE_SCOPE',
    default: 'mcp:write',
    description: 'Scope of callers that may do whatever the server may.',
  },
  ownerPassword: {
    kind: 'secret',
    env: 'OAUTH_AUTH_PASSWORD',
    description:
      'Your password for the sign-in of this server itself, at least 12 characters. Switches that sign-in on; needs PUBLIC_URL.',
  },
  ownerSecret: {
    kind: 'secret',
    env: 'OAUTH_JWT_SECRET',
    description:
      'What the keys of that sign-in are made from, at least 32 characters; made and kept by the server unless told.',
  },
  ownerClientId: {
    kind: 'text',
    env: 'OAUTH_CLIENT_ID',
    description: 'Name of one MCP client that cannot register by itself.',
  },
  ownerClientSecret: {
    kind: 'secret',
    env: 'OAUTH_CLIENT_SECRET',
    description: 'Secret of that client, at least 32 characters.',
  },
  ownerRedirectUris: {
    kind: 'list',
    env: 'OAUTH_REDIRECT_URIS',
    description: 'The exact addresses to which that client is sent back; without them it is off.',
    example: 'https://claude.ai/api/mcp/auth_callback',
  },
  ownerTokenMinutes: {
    kind: 'integer',
    env: 'OAUTH_ACCESS_TOKEN_EXPIRE_MINUTES',
    min: 5,
    max: 1440,
    default: 60,
    description: 'Minutes that a token of that sign-in is good for; clients renew it by themselves.',
  },
  ownerClientDocuments: {
    kind: 'boolean',
    env: 'OAUTH_CLIENT_ID_METADATA_DOCUMENTS',
    default: true,
    stricter: false,
    description: 'Lets MCP clients introduce themselves by a document at their own address.',
  },
  ownerRegistration: {
    kind: 'boolean',
    env: 'OAUTH_DYNAMIC_REGISTRATION',
    default: true,
    stricter: false,
    description: 'Lets MCP clients register themselves, the older way.',
  },
  ownerResources: {
    kind: 'list',
    env: 'OAUTH_RESOURCES',
    description: 'Addresses of sibling servers for which that sign-in may also give tokens.',
    example: 'https://home.example.org/plex/mcp',
  },
} as const;
