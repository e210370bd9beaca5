import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';
import { boundaries, domainLibs } from './tools/architecture-tests/boundaries.mjs';

const sized = (lines) => ({
  'max-lines': ['error', { max: lines, skipBlankLines: true, skipComments: true }],
});

const domainOnly = domainLibs.map((name) => ({
  files: [`libs/${name}/src/**/*.ts`],
  ignores: ['**/*.spec.ts', '**/testing/**'],
  rules: {
    'no-restricted-globals': [
      'error',
      'process',
      'Buffer',
      'setTimeout',
      'setInterval',
      'fetch',
      'console',
      'crypto',
    ],
    'no-restricted-properties': [
      'error',
      { object: 'Date', property: 'now', message: 'Time is an argument in the domain.' },
      { object: 'Math', property: 'random', message: 'Randomness is an argument in the domain.' },
    ],
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          { regex: '^(?!\\.|@trackingbms/)', message: 'A domain lib imports no package, not even node:*.' },
        ],
      },
    ],
  },
}));

export default [
  { ignores: ['**/dist', '**/node_modules', '**/.nx', '**/.local', '**/coverage'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    plugins: { '@nx': nx },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        { enforceBuildableLibDependency: false, allow: [], depConstraints: boundaries },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-console': 'error',
      complexity: ['error', 8],
      'max-params': ['error', 4],
      ...sized(300),
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': [
        'error',
        { selector: 'Literal[value=/^trackingbms\\./]', message: 'Topic names come from message-contracts.' },
        {
          selector: 'TemplateElement[value.raw=/^trackingbms\\./]',
          message: 'Topic names come from message-contracts.',
        },
        { selector: "CallExpression[callee.name='forwardRef']", message: 'A cycle is a design error.' },
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
        { selector: 'ExportAllDeclaration', message: 'Export names one by one.' },
        {
          selector: 'ClassDeclaration[superClass.name="BaseEntity"]',
          message: 'Active records bind to the last data source.',
        },
      ],
    },
  },
  ...domainOnly,
  {
    // A suite is one long function by nature; what it does is kept short by the size of its cases.
    files: ['**/*.spec.ts', '**/*.int-spec.ts', '**/*.e2e-spec.ts', '**/testing/**/*.ts'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    // A migration is a frozen list of statements, and an entity a list of columns.
    files: ['**/*.migration.ts', '**/*.entity.ts'],
    rules: { 'max-lines-per-function': 'off' },
  },
  { files: ['libs/message-contracts/src/topics.ts'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['tools/**/*.ts'], rules: { 'no-console': 'off' } },
];
