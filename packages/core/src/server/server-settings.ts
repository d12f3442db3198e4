import { logLevels } from '../logging/logger.js';
import { httpSettings, signInSettings } from './http-settings.js';
import type { SettingValues } from './settings.js';

/**
 * The settings that matter however a server is reached.
 * @param service `sonarr`: makes the prefix of variables that one server can have for itself (`SONARR_TOOLSETS`)
 */
export function everydaySettings(service: string) {
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

/**
 * The settings that every server has, whatever it serves.
 * @param defaultPort where `--http` listens unless told
 */
export function serverSettings(service: string, defaultPort: number) {
  return { ...everydaySettings(service), ...httpSettings(service, defaultPort), ...signInSettings } as const;
}

/** The parsed values of {@link serverSettings}. */
export type ServerSettings = SettingValues<ReturnType<typeof serverSettings>>;
