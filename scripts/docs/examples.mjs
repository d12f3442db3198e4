/**
 * The TypeScript examples of the documentation, as files that the compiler can look at.
 *
 * @typedef {{ page: string, line: number, file: string, code: string }} Example
 */
import path from 'node:path';
import ts from 'typescript';
import { packageFolder, root, servers } from '../build/paths.mjs';
import { compilerOptions } from './library.mjs';

/**
 * Each fence marked `ts` of a page. Where the line above ends with the name of a file, that is where the example lies;
 * others lie beside the page.
 * @param {string} page relative to the root
 * @param {string} text
 * @returns {Example[]}
 */
export function examplesIn(page, text) {
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map((match) => {
    const above = text.slice(0, match.index).replaceAll('<!-- prettier-ignore -->', '').trimEnd();
    const line = above === '' ? 1 : text.slice(0, match.index).split('\n').length;
    const named = /`([\w./-]+\.ts)`:$/.exec(above)?.[1];
    const file = named ?? path.join(path.dirname(page), `example-${line}.ts`);
    return { page, line, file: path.join(root, file), code: match[1] ?? '' };
  });
}

/**
 * What the compiler has to say against examples, compiled against the sources as they are.
 * @param {readonly Example[]} examples
 * @returns {string[]} one line each: page, line of the example, line in it, message
 */
export function problemsOf(examples) {
  const options = {
    ...compilerOptions(),
    // Examples leave out what they would go on with.
    noUnusedLocals: false,
    paths: Object.fromEntries(
      servers.map((name) => [`@watchstack/${name}`, [path.join(packageFolder(name), 'src', 'index.ts')]]),
    ),
  };
  const disk = ts.createCompilerHost(options);
  const own = new Map(examples.map((example) => [example.file, example]));
  const codeOf = (/** @type {string} */ file) => own.get(path.normalize(file))?.code;
  /** @type {ts.CompilerHost} */
  const host = {
    ...disk,
    fileExists: (file) => codeOf(file) !== undefined || disk.fileExists(file),
    readFile: (file) => codeOf(file) ?? disk.readFile(file),
    getSourceFile: (file, language, ...rest) => {
      const code = codeOf(file);
      return code === undefined
        ? disk.getSourceFile(file, language, ...rest)
        : ts.createSourceFile(file, code, language);
    },
  };
  const program = ts.createProgram([...own.keys()], options, host);
  return [...own.values()].flatMap((example) => {
    const source = program.getSourceFile(example.file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map((problem) => {
      const inside = source?.getLineAndCharacterOfPosition(problem.start ?? 0).line ?? 0;
      const message = ts.flattenDiagnosticMessageText(problem.messageText, ' ');
      return `${example.page}:${example.line + 1 + inside}: ${message}`;
    });
  });
}
