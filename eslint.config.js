import antfu from '@antfu/eslint-config'

/** A text of sixty characters or more. */
const sentence = `'(?:[^'\\\\]|\\\\.){60,}'`

/** One config for style and mistakes, no formatter beside it. What is switched off says why. */
export default antfu(
  {
    vue: true,
    typescript: {
      tsconfigPath: 'tsconfig.json',
      // Not part of the project of their folder: the tests beside the code are checked by test/tsconfig.json.
      ignoresTypeAware: ['*.ts', 'docs/**', '**/*.md/**', 'server/src/**/*.test.ts', 'schema/**/*.test.ts', 'dashboard/src/**/*.test.ts'],
      overridesTypeAware: {
        // Of the rules that need types these stay: an await or a catch that was forgotten. What `strict` checks is not said twice.
        'ts/dot-notation': 'off',
        'ts/no-unsafe-argument': 'off',
        'ts/no-unsafe-assignment': 'off',
        'ts/no-unsafe-call': 'off',
        'ts/no-unsafe-member-access': 'off',
        'ts/no-unsafe-return': 'off',
        'ts/promise-function-async': 'off', // a function that hands a promise on need not be async
        'ts/restrict-template-expressions': 'off',
        'ts/strict-boolean-expressions': 'off',
        'ts/switch-exhaustiveness-check': 'off',
        'ts/unbound-method': 'off', // composables are made to be taken apart
      },
      overrides: {
        // constants that serve one function stand below it
        'ts/no-use-before-define': ['error', { classes: false, functions: false, variables: false }],
      },
    },
    ignores: [
      'dashboard/src/gql',
      'test/graphql-env.d.ts',
      'schema/schema.graphql',
      'test/sealing/vectors.json',
      'docs/**/*.md/**',
      'README.md/**',
    ],
  },
  {
    rules: {
      'antfu/consistent-chaining': 'off', // a chain breaks where it reads well
      'antfu/reasonable-newline': 'off', // a short ternary or list reads better on its line
      'e18e/prefer-array-fill': 'off',
      'jsdoc/check-param-names': 'off', // a parameter is described where its name does not say all
      'no-throw-literal': 'off', // takes `errors[0]!` for a literal
      'no-unmodified-loop-condition': 'off', // does not see what a callback changes
      'node/prefer-global/buffer': 'off',
      'node/prefer-global/process': 'off',
      'regexp/optimal-quantifier-concatenation': ['error', { capturingGroups: 'ignore' }],
      // Two versions fit side by side on a screen. A sentence, a document or a statement is not cut: it is searched and copied whole.
      'style/max-len': ['error', {
        code: 140,
        ignorePattern: sentence,
        ignoreRegExpLiterals: true,
        ignoreTemplateLiterals: true,
        ignoreUrls: true,
      }],
      'style/max-statements-per-line': ['error', { max: 2 }],
      'test/prefer-hooks-in-order': 'off', // what a hook starts and what ends it stand together
      'test/prefer-lowercase-title': 'off', // a title may begin with a name: SIGTERM
    },
  },
  {
    files: ['server/**', 'schema/**', 'test/**'],
    rules: {
      // The value and the type imports of one module stand together.
      'perfectionist/sort-imports': [
        'error',
        {
          groups: ['side-effect', 'builtin', 'external', ['internal', 'parent', 'sibling', 'index'], 'unknown'],
          newlinesBetween: 'ignore',
          type: 'unsorted',
        },
      ],
    },
  },
  {
    files: ['server/src/access/**'],
    rules: { 'ts/no-redeclare': 'off' }, // an enum made of the contract's names is a value and a type of one name
  },
  {
    files: ['.ci/**', 'server/src/main.ts', 'docs/examples/**', 'test/bench/**', 'test/fault/**'],
    rules: { 'no-console': 'off', 'antfu/no-top-level-await': 'off' }, // programs, whose output this is
  },
  {
    files: ['test/bench/**'],
    rules: { 'ts/no-misused-promises': 'off' }, // a benchmark may end by a rejection that nobody caught
  },
  {
    files: ['pnpm-workspace.yaml'],
    rules: { 'pnpm/yaml-enforce-settings': 'off', 'yaml/sort-keys': 'off' }, // it is read top down
  },
)
