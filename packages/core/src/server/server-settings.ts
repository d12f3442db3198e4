import type { SettingValues } from './settings.js';
import { logLevels } from '../logging/logger.js';

/**
 * The settings that every server has, whatever it serves.
 * @param service `sonarr`: makes the prefix of variables that one server can have for itself (`SONARR_TOOLSETS`)
 * @param defaultPort where `--http` listens unless told
 */
export function serverSettings(service: string, defaultPort: number) {
  const prefix = service.toUpperCase();
  return {
    readOnly: {
      kind: 'boolean',
      env: [`${prefix}_READ_ONLY_MODE`, 'READ_ONLY_MODE'],
      switches: { 'read-only': 'true', 'read-write': 'false' },
      default: true,
      stricter: true,
      description: 'Refuses every change. Set it to false to enable write operations.',
      example: 'false',
    },
    allowFileDeletion: {
      kind: 'boolean',
      env: [`${prefix}_ALLOW_FILE_DELETION`, 'ALLOW_FILE_DELETION'],
      switches: { 'allow-file-deletion': 'true' },
      default: false,
      stricter: false,
      description: 'Lets confirmed calls delete media files from disk. Needs write operations as well.',
      example: 'true',
    },
    destructiveActions: {
      kind: 'choice',
      env: [`${prefix}_DESTRUCTIVE_ACTIONS`, 'DESTRUCTIVE_ACTIONS'],
      flag: 'destructive-actions',
      choices: ['confirm', 'ask', 'off'],
      strictestFirst: ['off', 'ask', 'confirm'],
      default: 'confirm',
      description:
        'confirm: ask a person, through the MCP client or by a code. ask: only where the client can ask a person. off: never.',
    },
    toolsets: {
      kind: 'list',
      env: `${prefix}_TOOLSETS`,
      flag: 'toolsets',
      description: 'Which tools are on: default, essential, all, or toolset names, separated by commas.',
      example: 'default',
    },
    tools: {
      kind: 'list',
      env: `${prefix}_TOOLS`,
      flag: 'tools',
      description: 'Single tools to switch on; alone, only these.',
    },
    excludeTools: {
      kind: 'list',
      env: `${prefix}_EXCLUDE_TOOLS`,
      flag: 'exclude-tools',
      description: 'Single tools to switch off.',
    },
    timeZone: {
      kind: 'text',
      env: 'TZ',
      flag: 'time-zone',
      description: "The zone in which your days begin and end; the system's zone unless told.",
      example: 'Europe/Vienna',
    },
    toolTimeout: {
      kind: 'integer',
      env: [`${prefix}_TOOL_TIMEOUT`, 'TOOL_TIMEOUT'],
      flag: 'tool-timeout',
      min: 1,
      max: 3600,
      default: 50,
      description: 'Seconds a call may take. MCP clients commonly give up after 60.',
    },
    showPersonalData: {
      kind: 'boolean',
      env: 'SHOW_PERSONAL_DATA',
      default: false,
      stricter: false,
      description: 'Lets answers hold e-mail and IP addresses.',
    },
    headers: {
      kind: 'headers',
      env: `${prefix}_HEADERS`,
      description: `Extra headers for ${service}, one 'Name: value' a line, for a login proxy in front of it.`,
      example: "'CF-Access-Client-Id: …'",
    },
    verifyTls: {
      kind: 'boolean',
      env: `${prefix}_VERIFY_TLS`,
      default: true,
      stricter: true,
      description:
        'false accepts any certificate. Prefer NODE_EXTRA_CA_CERTS=/path/to/your-ca.pem, which keeps the connection safe.',
    },
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
    logLevel: {
      kind: 'choice',
      env: 'LOG_LEVEL',
      flag: 'log-level',
      choices: logLevels,
      default: 'INFO',
      description: 'Least severe log lines to write, on stderr.',
    },
    logFormat: {
      kind: 'choice',
      env: 'LOG_FORMAT',
      choices: ['text', 'json'],
      default: 'text',
      description: 'Log lines as text or as JSON.',
    },
  } as const;
}

/** The parsed values of {@link serverSettings}. */
export type ServerSettings = SettingValues<ReturnType<typeof serverSettings>>;
