import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { walls } from './scripts/eslint/walls.mjs';

/** What `no-restricted-syntax` refuses everywhere; a later block that sets the rule has to repeat these. */
const everywhere = [
  {
    selector: 'ExportDefaultDeclaration',
    message: 'Export by name: a name is the same wherever it is imported, and tools can find it.',
  },
];

export default defineConfig(
  { ignores: ['**/dist/', '**/dist-*/', '**/coverage/', '**/node_modules/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' } },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { watchstack: { rules: { walls } } },
    rules: {
      'watchstack/walls': 'error',
      // stdout belongs to the protocol, and stderr to the logger, which redacts.
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...everywhere],
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // Numbers and booleans read well inside messages; what must not slip in are objects, null and undefined.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // `return fail(…)` leaves a function in one line, whatever it returns.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // An empty string from an upstream or an environment means the same as none.
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
      // The SDK marks with this what it keeps for advanced use and for older clients; we dispatch ourselves and serve both.
      '@typescript-eslint/no-deprecated': [
        'error',
        {
          allow: [
            { from: 'package', package: '@modelcontextprotocol/server', name: ['Server', 'getClientCapabilities'] },
            { from: 'package', package: '@modelcontextprotocol/server-legacy', name: ['SSEServerTransport'] },
            { from: 'package', package: '@modelcontextprotocol/sdk', name: ['SSEClientTransport'] },
          ],
        },
      ],
      // `_` marks what a signature demands and the body does not need.
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // `NonNullable<unknown>` is how one says "anything that is there".
      '@typescript-eslint/no-generated-empty-object-type': 'off',
      // A method that an interface makes asynchronous need not wait for anything itself.
      '@typescript-eslint/require-await': 'off',
      // Upstream documents are dictionaries: `record['season']` and `record.season` both say so.
      '@typescript-eslint/dot-notation': 'off',
    },
  },
  {
    // What a test reads from an answer is checked by the assertion that follows.
    files: ['packages/*/test/**', 'scripts/test/**', 'packages/core/src/testing/**'],
    rules: {
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    // Plain JavaScript is typed by comments and checked by the compiler; parsed JSON stays loose there.
    files: ['**/*.mjs'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      'no-undef': 'off',
    },
  },
  {
    // Tools that read these files ask for a default export.
    files: ['**/*.config.ts', '**/*.config.mjs', 'scripts/count-reporter.mjs'],
    rules: { 'no-restricted-syntax': 'off' },
  },
);
