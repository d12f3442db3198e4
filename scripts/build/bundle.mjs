/**
 * The bundles of one server: its program, its library, the library's types, and the list of its tools.
 *
 * A published package has no runtime dependencies, so everything but Node's own modules goes into the bundles. They
 * stay readable, with source maps, because a stack trace is read by the person who runs the server.
 */
import { spawn } from 'node:child_process';
import { copyFileSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { build } from 'tsup';
import { packageFolder } from './paths.mjs';

/** Core's replacements for what the SDK would load and never use, see there. */
const sdkShims = path.join(packageFolder('core'), 'src', 'server', 'sdk-shims.ts');
const rawBodyShim = path.join(packageFolder('core'), 'src', 'server', 'raw-body-shim.ts');
/** The types of what the sign-in sends and takes, in place of two lists of all the world's. */
const mimeTypes = path.join(packageFolder('core'), 'src', 'server', 'auth', 'owner', 'mime-types.json');
const requireHelper =
  "createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

/**
 * A CommonJS dependency inside an ES module reaches Node's modules through esbuild's `require` helper, which needs a
 * real `require`. Only the chunk that holds the helper gets one. It goes on the first line, so that the source map's
 * lines stay right.
 * @type {NonNullable<import('tsup').Options['plugins']>}
 */
const requireInModules = [
  {
    name: 'require-in-modules',
    renderChunk(code, info) {
      if (this.format !== 'esm' || !code.includes('Dynamic require of ')) return undefined;
      const shebang = /^#!.*\n/.exec(code)?.[0] ?? '';
      return { code: `${shebang}import { ${requireHelper} ${code.slice(shebang.length)}`, map: info.map ?? null };
    },
  },
];

/** A source map that knows the first character of a file and nothing else; esbuild ignores one without any mapping. */
const slightMap = Buffer.from('{"version":3,"sources":[""],"names":[],"mappings":"AAAA"}').toString('base64');

/**
 * Makes code that nobody reads here small: npm packages, whose sources are not on the user's machine, and the imaginary
 * household. Both stay out of the source maps, which would double the size of the package.
 * @type {NonNullable<import('tsup').Options['esbuildPlugins']>[number]}
 */
const smallStrangers = {
  name: 'small-strangers',
  setup(esbuild) {
    transform = esbuild.esbuild.transform;
    esbuild.onLoad(
      { filter: /[\\/](node_modules[\\/].*\.[cm]?js|packages[\\/]demo[\\/]src[\\/].*\.ts)$/ },
      async ({ path: file }) => {
        const loader = file.endsWith('.ts') ? 'ts' : 'js';
        const { code } = await esbuild.esbuild.transform(await readFile(file, 'utf8'), {
          loader,
          minify: true,
          // This one tells its models, and its errors, from each other by the names of their classes.
          keepNames: /[\\/]oidc-provider[\\/]lib[\\/](models|helpers[\\/](errors|re_render_errors))\b/.test(file),
          target: 'node20',
          legalComments: 'none',
        });
        // The slight map speaks of the first line, so the code begins on the second.
        return { contents: `\n${code}\n//# sourceMappingURL=data:application/json;base64,${slightMap}`, loader: 'js' };
      },
    );
  },
};

/**
 * esbuild's own, as its plugins are given it.
 * @typedef {NonNullable<import('tsup').Options['esbuildPlugins']>[number]} EsbuildPlugin
 * @type {Parameters<EsbuildPlugin['setup']>[0]['esbuild']['transform'] | undefined}
 */
let transform;

/** Lines of a chunk that come from our own sources, as the comments before each file tell. @param {string} code */
function ownLines(code) {
  let own = 0;
  let isOwn = true;
  for (const line of code.split('\n')) {
    if (/^\/\/ \S+\.[cm]?[jt]s(on)?$/.test(line)) isOwn = !/node_modules|^\/\/ \.\.\/demo\//.test(line);
    else if (isOwn) own += 1;
  }
  return own;
}

/**
 * Takes the white space out of chunks that are other people's code, or the imaginary household's, and their maps with it.
 * @type {NonNullable<import('tsup').Options['plugins']>}
 */
const denseStrangers = [
  {
    name: 'dense-strangers',
    async renderChunk(code, info) {
      if (transform === undefined || ownLines(code) * 4 > code.split('\n').length) return undefined;
      const dense = await transform(code, { minifyWhitespace: true, target: 'node20', legalComments: 'none' });
      info.map = null;
      return { code: dense.code };
    },
  },
];

/** @type {import('tsup').Options} */
const common = {
  config: false,
  silent: true,
  clean: false,
  target: 'node20',
  platform: 'node',
  noExternal: [/.*/],
  removeNodeProtocol: false,
  sourcemap: true,
  metafile: true,
  plugins: [...denseStrangers, ...requireInModules],
  esbuildPlugins: [smallStrangers],
};

/**
 * Runs tsup inside a package's folder, as its command line would: tsup reads package.json and tsconfig.json there.
 * @param {string} name
 * @param {import('tsup').Options} options
 */
async function tsup(name, options) {
  const before = process.cwd();
  const folder = packageFolder(name);
  process.chdir(folder);
  try {
    await build({
      ...common,
      ...options,
      esbuildOptions(settings) {
        // esbuild remembers the folder it was first loaded in.
        settings.absWorkingDir = folder;
        settings.alias = {
          '@modelcontextprotocol/server/_shims': sdkShims,
          'raw-body': rawBodyShim,
          'mime-db': mimeTypes,
        };
        settings.sourcesContent = false;
        settings.legalComments = 'none';
      },
    });
  } finally {
    process.chdir(before);
  }
}

/** What each file of a build was made of; beside the build, and not part of the package. */
const sourcesFile = '.sources.json';

/**
 * The files that went into a build, as its metafiles tell; the metafiles are removed. Which of them went into which file
 * is written down for the tests that look at what a program loads.
 * @param {string} name
 * @param {string} out
 * @returns {string[]} absolute paths
 */
export function takeInputs(name, out) {
  const folder = packageFolder(name);
  const inputs = new Set();
  // The one file that no bundler makes holds nothing but the way to another.
  /** @type {Record<string, string[]>} */
  const sources = { 'index.cjs': [] };
  for (const file of readdirSync(out).filter((each) => /^metafile-.*\.json$/.test(each))) {
    const metafile = JSON.parse(readFileSync(path.join(out, file), 'utf8'));
    for (const input of Object.keys(metafile.inputs)) inputs.add(path.resolve(folder, input));
    for (const [built, output] of Object.entries(metafile.outputs)) {
      if (built.endsWith('.js')) sources[path.basename(built)] = Object.keys(output.inputs);
    }
    rmSync(path.join(out, file));
  }
  writeFileSync(path.join(out, sourcesFile), `${JSON.stringify(sources)}\n`);
  return [...inputs];
}

/**
 * `cli.js`, `index.js` and their chunks: ES modules, split where the sources import lazily. The program and the library
 * share what they have in common, which keeps the package small; each still loads only what it imports.
 * @param {string} name
 * @param {string} out absolute
 */
export async function bundleModules(name, out) {
  const entry = { cli: 'src/cli.ts', index: 'src/index.ts' };
  await tsup(name, { entry, outDir: out, format: ['esm'], splitting: true });
}

/**
 * `index.cjs`: the library for those who `require` it. Every Node that we support can require an ES module, so that it is
 * the same library, and its errors are of the same classes, however it was asked for.
 * @param {string} out absolute
 */
export function writeCommonJs(out) {
  writeFileSync(path.join(out, 'index.cjs'), "'use strict';\n\nmodule.exports = require('./index.js');\n");
}

/**
 * `index.d.ts` and `index.d.cts`: the public types, in one file that needs no other package.
 * @param {string} name
 * @param {string} out absolute
 * @throws {Error} when the types mention a package: it would be missing where ours is installed alone
 */
export async function bundleTypes(name, out) {
  await tsup(name, {
    entry: { index: 'src/index.ts' },
    outDir: out,
    format: ['esm'],
    metafile: false,
    sourcemap: false,
    dts: {
      only: true,
      compilerOptions: {
        // Reached through node_modules, core would pass for a package of somebody else, which types only refer to.
        paths: { '@watchstack/core': ['../core/src/index.ts'] },
        // TypeScript 6 reports the baseUrl that tsup sets by itself as deprecated.
        ignoreDeprecations: '6.0',
      },
    },
  });
  // A declaration without imports says the same in both formats.
  const types = path.join(out, 'index.d.ts');
  const strangers = importsOf(readFileSync(types, 'utf8')).filter((each) => !isBuiltin(each));
  if (strangers.length > 0) {
    throw new Error(`The public types of ${name} mention ${strangers.join(', ')}: write these types as interfaces.`);
  }
  copyFileSync(types, path.join(out, 'index.d.cts'));
}

/**
 * What a declaration file imports from.
 * @param {string} code
 */
export function importsOf(code) {
  const found = code.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*|<reference types=)["']([^"']+)["']/g);
  return [...new Set([...found].map((match) => match[1] ?? ''))];
}

/** Whether a specifier names one of Node's own modules. @param {string} specifier */
function isBuiltin(specifier) {
  return specifier.startsWith('node:') || specifier === 'node' || builtinModules.includes(specifier);
}

/**
 * `tools.json`: what the server lists, computed from the definitions once, so that the program need not load them to
 * answer `tools/list`.
 * @param {string} name
 * @param {string} out absolute
 */
export async function writeToolList(name, out) {
  const list = await evaluate(name, out, [
    "import { toolList } from '@watchstack/core/server';",
    "import { app } from '../src/app.js';",
    'console.log(JSON.stringify(await toolList(app)));',
  ]);
  writeFileSync(path.join(out, 'tools.json'), `${JSON.stringify(list)}\n`);
}

/**
 * Bundles and runs a small program over a server's sources, and leaves nothing of it behind.
 * @param {string} name
 * @param {string} out a folder in the package's folder, absolute: the program lies where cli.js lies, because an app
 *   may read files relative to itself
 * @param {readonly string[]} source its lines; it prints one JSON value
 * @returns {Promise<any>} that value
 * @throws {Error} when it fails; why goes to stderr
 */
export async function evaluate(name, out, source) {
  const entry = path.join(out, 'evaluated.ts');
  const program = path.join(out, 'evaluated.js');
  writeFileSync(entry, `${source.join('\n')}\n`);
  try {
    await tsup(name, { entry: { evaluated: entry }, outDir: out, format: ['esm'], splitting: false, metafile: false });
    return JSON.parse(await outputOf(program));
  } finally {
    for (const file of [entry, program, `${program}.map`]) rmSync(file, { force: true });
  }
}

/**
 * What a Node program prints; its stderr goes to ours.
 * @param {string} file
 * @returns {Promise<string>}
 */
function outputOf(file) {
  const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'inherit'] });
  /** @type {Buffer[]} */
  const chunks = [];
  child.stdout.on('data', (chunk) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(chunks).toString('utf8'));
      else reject(new Error('A program over the sources failed (see above).'));
    });
  });
}
