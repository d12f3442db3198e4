/**
 * The walls of the house as a lint rule: cli → app → tools → client → core, and nothing the other way.
 *
 * Each message says what is wrong and why the wall stands there.
 */
import { isDoor, place, target } from './house.mjs';

/** @typedef {import('./house.mjs').Place} Place */
/** @typedef {import('./house.mjs').Target} Target */

/**
 * @typedef {object} Import
 * @property {Place} from where the importing file stands
 * @property {Target} to
 * @property {boolean} lazy loaded with import() at run time
 * @property {boolean} typeOnly gone after compilation
 */

const http = new Set(['http', 'https', 'http2', 'net', 'tls', 'dgram', 'ky', 'undici', 'axios', 'got', 'node-fetch']);
const testTools = new Set(['vitest', 'msw', 'fast-check']);
/** What may not be imported from a part of a server's own package, because it stands above it. */
const above = new Map([
  ['client', ['tools', 'settings', 'app', 'cli', 'index']],
  ['index', ['tools', 'settings', 'app', 'cli']],
  ['tools', ['app', 'cli', 'index']],
  ['settings', ['tools', 'app', 'cli', 'index']],
  ['cli', ['index']],
]);
/** The same for every other file of src, such as the app itself. */
const aboveOthers = ['cli', 'index'];

/** Whether this is one of the packages of the MCP SDK. @param {Target} to */
function isSdk({ kind, name }) {
  return kind === 'npm' && name.startsWith('@modelcontextprotocol/');
}

/**
 * What is wrong with an import between packages, whatever the file is for.
 * @param {Import} each
 * @returns {string | undefined}
 */
function betweenPackages({ from, to }) {
  if (to.kind === 'across') {
    return `A path must not lead from packages/${from.pack} into packages/${to.place?.pack}: import the package by its name, so that only what it offers can be used.`;
  }
  if (to.kind === 'workspace' && !isDoor(to.name)) {
    return `'${to.name}' is not among the entries of its package: what lies deeper may change without notice.`;
  }
  if (from.part === 'test') return undefined;
  if (to.kind === 'outside') {
    return `'${to.name}' leads out of packages/: what a package ships must lie in the package.`;
  }
  if (to.place?.part === 'test' && to.kind === 'own' && !to.name.endsWith('/package.json')) {
    return `'${to.name}' leads out of src: what is shipped must not depend on tests or configuration.`;
  }
  if (from.part !== 'testing' && (testTools.has(to.name) || to.name === '@watchstack/core/testing')) {
    return `'${to.name}' is for tests: it would be bundled into what users install.`;
  }
  return undefined;
}

/**
 * @param {Import} each
 * @returns {string | undefined}
 */
function fromDemo({ to }) {
  if (to.kind === 'builtin' || to.kind === 'own') return undefined;
  return `A stand-in must not import '${to.name}': it may use Node and its own package only, so that it cannot share a mistake with the clients it tests.`;
}

/**
 * @param {Import} each
 * @returns {string | undefined}
 */
function fromCore({ from, to }) {
  if (to.kind === 'workspace' && to.place?.kind !== 'core') {
    return `core must not import '${to.name}': it knows no service, servers and the household are handed to it.`;
  }
  if (from.part === 'base' && to.kind === 'own' && to.place?.part !== 'base') {
    return `'${to.name}' belongs to core's ${to.place?.part} entry: the root entry is all that a client may import, and knows nothing of it.`;
  }
  if (from.part === 'base' && isSdk(to)) {
    return `'${to.name}' must not be imported here: clients bundle this part of core, and a client knows no MCP.`;
  }
  if (from.part === 'server' && to.kind === 'own' && to.place?.part === 'testing') {
    return `'${to.name}' is for tests: it would be bundled into what users install.`;
  }
  return undefined;
}

/**
 * @param {Import} each
 * @returns {string | undefined}
 */
function fromServer(each) {
  const { from, to } = each;
  if (isSdk(to)) {
    return from.part === 'client' || from.part === 'index'
      ? `A client must not import '${to.name}': it is a library of its own, and knows no MCP.`
      : `A server must not import '${to.name}': core speaks the protocol, a server only describes its tools.`;
  }
  if (to.kind === 'own' && (above.get(from.part) ?? aboveOthers).includes(to.place?.part ?? '')) {
    return `'${to.name}' stands above ${from.part}: imports go cli → app → tools → client → core, one way only.`;
  }
  if (to.place?.kind === 'demo') return fromServerToDemo(each);
  if (from.part === 'client' || from.part === 'index') return fromClient(each);
  if (http.has(to.name)) {
    return `Only src/client may use '${to.name}': tools call the client, which carries the read-only lock, the limits and the redaction.`;
  }
  const shell = to.name === '@watchstack/core/shell';
  if (from.part === 'tools' && shell) {
    return `A tool must not import '${to.name}': it is what a program starts with, '@watchstack/core/server' has what tools need.`;
  }
  if ((from.part === 'app' || from.part === 'cli') && to.name === '@watchstack/core/server' && !each.typeOnly) {
    return `'${to.name}' must not be imported here: a program starts with '@watchstack/core/shell', and loads what tools need at the first call.`;
  }
  if (to.name === 'fast-xml-parser') {
    return `Only src/client may use '${to.name}': tools see what the client has already parsed and checked.`;
  }
  return undefined;
}

/**
 * @param {Import} each
 * @returns {string | undefined}
 */
function fromServerToDemo({ from, to, lazy, typeOnly }) {
  if (from.part === 'client' || from.part === 'index' || from.part === 'tools') {
    return `'${to.name}' must not be imported here: only the app chooses between the household and a real service.`;
  }
  if (lazy || typeOnly) return undefined;
  return `'${to.name}' must be loaded with import(): who runs a real service should not load the household at every start.`;
}

/**
 * @param {Import} each
 * @returns {string | undefined}
 */
function fromClient({ from, to }) {
  if (to.name === '@watchstack/core/server' || to.name === '@watchstack/core/shell') {
    return `A client must not import '${to.name}': it is a library of its own, and knows no MCP. '@watchstack/core' has what clients need.`;
  }
  if (from.part !== 'index') return undefined;
  const allowed = to.name === '@watchstack/core' || (to.kind === 'own' && to.place?.part === 'client');
  if (allowed) return undefined;
  return `The library's entry must not import '${to.name}': it offers the client and core's errors, so that importing it starts and loads nothing else.`;
}

/**
 * Why an import breaks a wall, or undefined when it is allowed.
 * @param {string} file the importing file
 * @param {string} specifier as written
 * @param {{ lazy?: boolean, typeOnly?: boolean }} [how]
 * @returns {string | undefined}
 */
export function wallBroken(file, specifier, { lazy = false, typeOnly = false } = {}) {
  const from = place(file);
  if (from === undefined) return undefined;
  const each = { from, to: target(file, specifier), lazy, typeOnly };
  const general = betweenPackages(each);
  if (general !== undefined || from.part === 'test') return general;
  if (from.kind === 'demo') return fromDemo(each);
  return from.kind === 'core' ? fromCore(each) : fromServer(each);
}

/** Whether a file may reach the network through Node's global functions. @param {string} file */
function mayFetch(file) {
  const from = place(file);
  return from?.kind !== 'server' || from.part === 'client' || from.part === 'test';
}

/**
 * Every identifier that no declaration in the file explains, whether or not the configuration lists it as a global.
 * @param {import('eslint').Scope.Scope} scope the outermost one
 * @returns {any[]} identifier nodes
 */
function globalsUsedIn(scope) {
  const known = scope.variables.filter((variable) => variable.defs.length === 0);
  return [...scope.through, ...known.flatMap((variable) => variable.references)].map(({ identifier }) => identifier);
}

const globalHttp = new Set(['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest']);

/** @type {import('eslint').Rule.RuleModule} */
export const walls = {
  meta: {
    type: 'problem',
    docs: { description: 'Keep imports going one way: cli → app → tools → client → core' },
    schema: [],
    messages: { wall: '{{reason}}' },
  },
  create(context) {
    const file = context.filename;

    /**
     * @param {any} node
     * @param {unknown} specifier
     * @param {{ lazy?: boolean, typeOnly?: boolean }} [how]
     */
    const check = (node, specifier, how) => {
      if (typeof specifier !== 'string') return;
      const reason = wallBroken(file, specifier, how);
      if (reason !== undefined) context.report({ node, messageId: 'wall', data: { reason } });
    };

    /** @param {any} node */
    const checkStatement = (node) => {
      const typeOnly = node.importKind === 'type' || node.exportKind === 'type';
      check(node.source ?? node, node.source?.value, { typeOnly });
    };

    return {
      ImportDeclaration: checkStatement,
      ExportNamedDeclaration: checkStatement,
      ExportAllDeclaration: checkStatement,
      ImportExpression(node) {
        if (node.source.type === 'Literal') check(node.source, node.source.value, { lazy: true });
      },
      /** @param {any} node */
      TSImportType(node) {
        check(node, node.source?.value ?? node.argument?.literal?.value, { typeOnly: true });
      },
      'Program:exit'(node) {
        if (mayFetch(file)) return;
        for (const identifier of globalsUsedIn(context.sourceCode.getScope(node))) {
          if (globalHttp.has(identifier.name)) reportGlobal(identifier, identifier.name);
          const { parent } = identifier;
          if (identifier.name !== 'globalThis' || parent?.type !== 'MemberExpression') continue;
          const name = parent.property.name ?? parent.property.value;
          if (globalHttp.has(name)) reportGlobal(parent, name);
        }
      },
    };

    /**
     * @param {any} node
     * @param {string} name
     */
    function reportGlobal(node, name) {
      const reason = `Only src/client may use '${name}': tools call the client, which carries the read-only lock, the limits and the redaction.`;
      context.report({ node, messageId: 'wall', data: { reason } });
    }
  },
};
