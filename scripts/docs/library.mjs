/**
 * What the three libraries export, read from their sources with the compiler, so that the documentation says of each
 * name what its own comment says.
 *
 * @typedef {{ name: string, kind: string, text: string }} Export
 * @typedef {{ property: string, methods: { name: string, text: string }[] }} Area
 */
import path from 'node:path';
import ts from 'typescript';
import { packageFolder, root, servers } from '../build/paths.mjs';
import { firstSentence } from './tables.mjs';

const errorsFile = path.join(packageFolder('core'), 'src', 'errors.ts');

/** The compiler options of the repository. */
export function compilerOptions() {
  const { config } = ts.readConfigFile(path.join(root, 'tsconfig.base.json'), (file) => ts.sys.readFile(file));
  return ts.convertCompilerOptionsFromJson(config.compilerOptions, root).options;
}

/** Reads the public sources once. */
export function readLibraries() {
  const files = [...servers.map((server) => path.join(packageFolder(server), 'src', 'index.ts')), errorsFile];
  const program = ts.createProgram(files, { ...compilerOptions(), types: [] });
  const checker = program.getTypeChecker();

  /** @param {string} file @returns {ts.Symbol[]} */
  function exportsOf(file) {
    const source = program.getSourceFile(file);
    const module = source && checker.getSymbolAtLocation(source);
    if (module === undefined) throw new Error(`${file} exports nothing.`);
    return checker
      .getExportsOfModule(module)
      .map((each) => (each.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(each) : each));
  }

  /** The first sentence of a symbol's comment. @param {ts.Symbol} symbol */
  function textOf(symbol) {
    const text = ts
      .displayPartsToString(symbol.getDocumentationComment(checker))
      .replaceAll(/\{@link ([\w.]+)\s*\}/g, '`$1`')
      .replaceAll(/\s+/g, ' ')
      .trim();
    if (text === '') throw new Error(`${symbol.name} is public and has no comment.`);
    return firstSentence(text).replace(/ Usable alone:.*$/, '');
  }

  /** @param {ts.Symbol} symbol */
  function isInCore(symbol) {
    return symbol.declarations?.[0]?.getSourceFile().fileName.includes('/packages/core/') === true;
  }

  /** @param {ts.Symbol} symbol */
  function kindOf(symbol) {
    if (symbol.flags & ts.SymbolFlags.Class) return 'class';
    if (symbol.flags & ts.SymbolFlags.Function) return 'function';
    return symbol.flags & ts.SymbolFlags.Variable ? 'value' : 'type';
  }

  return {
    /**
     * What a library exports of its own; what all three share is left out.
     * @param {string} server
     * @returns {Export[]}
     */
    exports(server) {
      return exportsOf(path.join(packageFolder(server), 'src', 'index.ts'))
        .filter((symbol) => !isInCore(symbol))
        .map((symbol) => ({ name: symbol.name, kind: kindOf(symbol), text: textOf(symbol) }));
    },

    /**
     * What all libraries export alike, errors left out.
     * @returns {Export[]}
     */
    shared() {
      const each = servers.map((server) =>
        exportsOf(path.join(packageFolder(server), 'src', 'index.ts')).filter(
          (symbol) => isInCore(symbol) && !symbol.name.endsWith('Error'),
        ),
      );
      return (each[0] ?? [])
        .filter(({ name }) => each.every((symbols) => symbols.some((symbol) => symbol.name === name)))
        .map((symbol) => ({ name: symbol.name, kind: kindOf(symbol), text: textOf(symbol) }));
    },

    /**
     * The areas of a library's client with their methods, in the order of the source.
     * @param {string} server
     * @returns {Area[]}
     */
    areas(server) {
      const symbols = exportsOf(path.join(packageFolder(server), 'src', 'index.ts'));
      const client = symbols.find(({ name }) => name.endsWith('Client'));
      if (client === undefined) throw new Error(`${server} exports no client.`);
      return publicMembers(checker, checker.getDeclaredTypeOfSymbol(client)).flatMap((property) => {
        const type = checker.getTypeOfSymbol(property);
        if (!type.isClass()) return [];
        const methods = publicMembers(checker, type).filter((member) => member.flags & ts.SymbolFlags.Method);
        return [
          { property: property.name, methods: methods.map((method) => ({ name: method.name, text: textOf(method) })) },
        ];
      });
    },

    /**
     * By class name: what each error means.
     * @returns {Map<string, string>}
     */
    errors() {
      const classes = exportsOf(errorsFile).filter((symbol) => symbol.flags & ts.SymbolFlags.Class);
      return new Map(classes.map((symbol) => [symbol.name, textOf(symbol)]));
    },
  };
}

/**
 * The members of a class that its users can reach.
 * @param {ts.TypeChecker} checker
 * @param {ts.Type} type
 */
function publicMembers(checker, type) {
  return checker.getPropertiesOfType(type).filter(({ valueDeclaration }) => {
    const name = valueDeclaration && ts.getNameOfDeclaration(valueDeclaration);
    if (valueDeclaration === undefined || name === undefined || ts.isPrivateIdentifier(name)) return false;
    return !(ts.getCombinedModifierFlags(valueDeclaration) & ts.ModifierFlags.NonPublicAccessibilityModifier);
  });
}
