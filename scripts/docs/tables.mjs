/**
 * The tables of the documentation, as Markdown.
 *
 * @typedef {import('./facts.mjs').Facts} Facts
 * @typedef {import('./facts.mjs').Setting} Setting
 */

const effects = { read: 'reads', write: 'changes', destructive: 'destroys', account: 'signs in or out' };

/**
 * A Markdown table.
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
export function table(head, rows) {
  const line = (/** @type {readonly string[]} */ cells) =>
    `| ${cells
      .map((cell) =>
        cell
          .replaceAll(/\s+/g, ' ')
          .replaceAll('|', String.raw`\|`)
          .trim(),
      )
      .join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Text as code. @param {string} text */
export function code(text) {
  return `\`${text}\``;
}

/**
 * The first sentence of a text.
 * @param {string} text
 */
export function firstSentence(text) {
  return /^.*?[.!?](?=\s|$)/s.exec(text)?.[0] ?? text;
}

/**
 * A server's tools, one a row, and what belongs to them: toolsets, prompts, resources.
 * @param {Facts} facts
 */
export function toolTable({ list, toolsets }) {
  const tools = list.tools.filter((tool) => tool.aliasOf === undefined);
  const essential = tools.filter((tool) => tool.essential).map((tool) => code(tool.name));
  const parts = [
    table(
      ['Tool', 'What it does', 'Effect', 'Toolset', 'On by default'],
      tools.map((tool) => [
        code(tool.name),
        firstSentence(tool.description),
        effects[tool.effect],
        tool.toolset,
        tool.byDefault ? 'yes' : 'no',
      ]),
    ),
    table(
      ['Toolset', 'What is in it'],
      [
        ['default', 'the tools above that are on by default'],
        ['essential', essential.join(', ')],
        ['all', 'every tool, older names included'],
        ...toolsets.map(({ name, description }) => [name, description]),
      ],
    ),
  ];
  if (list.prompts.length > 0) {
    parts.push(
      table(
        ['Prompt', 'What it does', 'Takes'],
        list.prompts.map((prompt) => [
          code(prompt.name),
          firstSentence(prompt.description),
          prompt.arguments.map(({ name, required }) => `${code(name)}${required ? '' : ' (optional)'}`).join(', '),
        ]),
      ),
    );
  }
  if (list.resources.length > 0) {
    parts.push(
      table(
        ['Resource', 'What it holds'],
        list.resources.map(({ uri, description }) => [code(uri), firstSentence(description)]),
      ),
    );
  }
  return parts.join('\n\n');
}

/**
 * Older names of tools, which stay callable.
 * @param {Facts} facts
 */
export function aliasTable({ list }) {
  return table(
    ['Older name', 'Tool'],
    list.tools.flatMap(({ name, aliasOf }) => (aliasOf === undefined ? [] : [[code(name), code(aliasOf)]])),
  );
}

/**
 * What a server's owner can set: first what is its service's own, then what every server has.
 * @param {Facts} facts
 */
export function settingTable({ settings, title }) {
  return [
    table(
      [title, 'Flag', 'What it is', 'Where to find it', 'Default'],
      settings.own.map((setting) => [
        names(setting),
        flags(setting),
        meaning(setting),
        setting.where ?? '',
        byDefault(setting),
      ]),
    ),
    commonTable('Every server', settings.common),
  ].join('\n\n');
}

/**
 * What the owner of a server can set that is reached over HTTP.
 * @param {Facts} facts
 */
export function httpSettingTable({ settings }) {
  return [commonTable('Where it is reached', settings.http), commonTable('Who may come in', settings.signIn)].join(
    '\n\n',
  );
}

/** @param {string} title @param {readonly Setting[]} settings */
function commonTable(title, settings) {
  return table(
    [title, 'Flag', 'What it does', 'Default'],
    settings.map((setting) => [names(setting), flags(setting), meaning(setting), byDefault(setting)]),
  );
}

/** @param {Setting} setting */
function names(setting) {
  return setting.names.map(code).join(', ');
}

/** @param {Setting} setting */
function flags(setting) {
  return setting.flags.map(code).join(', ');
}

/** @param {Setting} setting */
function meaning({ description, values, required, secret }) {
  return [
    description,
    values === undefined || values.split(', ').every((value) => description.includes(value))
      ? ''
      : `One of: ${values}.`.replace(/^One of: (\d+ to \d+)/, 'From $1'),
    required ? '**Required.**' : '',
    secret ? 'Secret.' : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** @param {Setting} setting */
function byDefault(setting) {
  return setting.default === undefined ? '' : code(setting.default);
}

/**
 * What a person pastes for an MCP client, as `--print-config` prints it.
 * @param {Facts} facts
 * @param {string} client
 */
export function configFence({ configs }, client) {
  const text = configs[client];
  if (text === undefined) throw new Error(`No configuration is printed for ${client}.`);
  return ['```' + (text.startsWith('{') ? 'json' : 'sh'), text, '```'].join('\n');
}
