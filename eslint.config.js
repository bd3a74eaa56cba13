import tseslint from 'typescript-eslint';

// The rule of the house (docs/architecture.md). Imports run from the end of this list to its start; folders of one line are neighbours.
const FOLDERS = [
  ['text'],
  ['system'],
  ['output'],
  ['config'],
  ['host'],
  ['holders', 'packages'],
  ['diff', 'journal', 'kept', 'record'],
  ['doctor', 'guard', 'overlay'],
  ['cli'],
];

const NOT_UPWARDS = (above) => ({
  regex: `^(\\.\\./)+((${above.join('|')})/|(main|library)\\.ts)`,
  message: 'Imports run downwards only: see the table of folders in docs/architecture.md.',
});

// A captured host and a live one take the same way, because everything between the looking and the telling works on data alone.
const PURE_IMPORTS = [
  { group: ['node:*', 'execa', 'fs-extra', 'yargs', 'yargs/*'], message: 'Pure code does no I/O: do it in an io/ folder.' },
  { regex: '/(io|system)/', message: 'Pure code takes the data and does not fetch it.' },
];
const PROCESS = { name: 'process', message: 'src/main.ts, src/system and the io/ folders own the process.' };
const PURE_GLOBALS = [PROCESS, 'fetch', 'setTimeout', 'setInterval', 'console', 'require'];

const fence = (files, ignores, patterns, globals) => ({
  files,
  ignores,
  rules: { 'no-restricted-imports': ['error', { patterns }], 'no-restricted-globals': ['error', ...globals] },
});

// src/system is the door itself; the command line and the guard's entry call the io/ folders, and are told of the process by main.
const NOT_PURE = { system: [], cli: [PROCESS] };
const GUARD_ENTRY = 'src/guard/guard.ts';

const fencesOf = (folder, above) =>
  folder in NOT_PURE
    ? [fence([`src/${folder}/**/*.ts`], [], [NOT_UPWARDS(above)], NOT_PURE[folder])]
    : [
        fence([`src/${folder}/**/*.ts`], ['src/*/io/**', GUARD_ENTRY], [...PURE_IMPORTS, NOT_UPWARDS(above)], PURE_GLOBALS),
        fence([`src/${folder}/io/**/*.ts`], [], [NOT_UPWARDS(above)], []),
      ];

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
  { files: ['src/**/*.ts'], rules: { 'max-lines': ['error', { max: 170, skipBlankLines: false, skipComments: false }] } },
  ...FOLDERS.flatMap((row, at) => row.flatMap((folder) => fencesOf(folder, FOLDERS.slice(at + 1).flat()))),
  fence(['src/{places,exit-codes,fault}.ts'], [], [...PURE_IMPORTS, NOT_UPWARDS(FOLDERS.flat())], PURE_GLOBALS),
  fence([GUARD_ENTRY], [], [NOT_UPWARDS(['cli'])], [PROCESS]),
);
