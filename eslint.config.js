import tseslint from 'typescript-eslint';

// The purity fence: the core and the renderer work on data alone, so that a captured host and a live one take the same way.
const impure = {
  patterns: [
    { group: ['node:*', 'execa', 'fs-extra', 'yargs', 'yargs/*'], message: 'src/core and src/render are pure: do the I/O in src/system.' },
    { regex: '/(system|overlay|cli)/', message: 'src/core and src/render may only import from each other.' },
  ],
};

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/'] },
  ...tseslint.configs.strict,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'max-lines': ['error', { max: 170, skipBlankLines: false, skipComments: false }],
    },
  },
  {
    files: ['src/core/**/*.ts', 'src/render/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', impure],
      'no-restricted-globals': ['error', 'process', 'fetch', 'setTimeout', 'setInterval', 'console', 'require'],
    },
  },
  {
    files: ['src/overlay/plan-*.ts', 'src/overlay/situation.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [impure.patterns[0], { regex: '/(system|cli)/|/(apply|gather|verify)', message: 'Plans are pure: src/overlay/io/apply.ts does them.' }] }] },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/main.ts', 'src/system/**'],
    rules: { 'no-restricted-globals': ['error', { name: 'process', message: 'src/main.ts and src/system own the process.' }] },
  },
);
