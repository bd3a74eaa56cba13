import tseslint from 'typescript-eslint';

// The rule of the house (docs/architecture.md). Imports run from the end of this list to its start; folders of one line are neighbours.
const FOLDERS = [
  ['text'],
  ['system'],
  ['output'],
  ['config'],
  ['host'],
  ['holders', 'packages'],
  ['kept'],
  ['boot', 'persist'],
  ['only'],
  ['diff', 'journal', 'record'],
  ['doctor', 'guard', 'overlay', 'renew'],
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

// Promise one: nothing of the host is lost. What is removed, replaced or given another owner goes through the door, src/kept/io, which keeps
// it first; these files change nothing but what is ours, below /run and /var/lib/apt-image-based, or what they have made themselves.
const DOOR = ['src/kept/io/**', 'src/system/files/**'];
const OURS = [
  'src/record/io/{record-store,log-store,etc-tree,parked-record}.ts', // the records
  'src/boot/io/boot-store.ts', // what is known of /boot, and copies of it, beside the record
  'src/system/mounts/make-layers.ts', // layers
  'src/overlay/io/{ostree-layers,storage,lock,apply-step,memory-storage,login-hint}.ts', // layers, the lock and the hint, and what ostree left in /run
  'src/persist/io/{store,remove-store,elsewhere}.ts', // the layers of a persistent overlay, and what tells of it
  'src/only/io/{store,mount-only,rebase,remember-only}.ts', // the layers of overlays on single folders: what was written to one is kept before it goes
  'src/host/io/{overlay-origin,capture}.ts', // who turned it on; the new folder of `report`
  'src/guard/io/{notice-once,gather-apt-plan,recorded-plan}.ts', // marks, plans and a cache in /run
  'src/doctor/io/{database-copy,repair-database,info-files,repair-registers,fix,package-file}.ts', // a copy of the database, and a folder to work in
];
const NODE_FS = '/^(node:)?fs(\\u002fpromises)?$|^fs-extra$/';
const CHANGES = '/^(rm|rmdir|unlink|rename|writeFile|appendFile|copyFile|cp|truncate|ftruncate|createWriteStream|[fl]?chmod|[fl]?chown|symlink|remove|move|outputFile|emptyDir)(Sync)?$/';
const CHANGERS = '/^(rm|mv|cp|ln|install|dd|rsync|chmod|chown|unlink|truncate)$/';
const THROUGH_THE_DOOR = 'What is taken from the host is kept first: keep it with src/kept/io/keep.ts, then take it with src/kept/io/take.ts.';
const NO_TAKING = [
  `ImportDeclaration[source.value=${NODE_FS}] > ImportSpecifier[imported.name=${CHANGES}]`,
  `ImportDeclaration[source.value=${NODE_FS}] > :matches(ImportDefaultSpecifier, ImportNamespaceSpecifier)`,
  `ExportNamedDeclaration[source.value=${NODE_FS}], ExportAllDeclaration[source.value=${NODE_FS}]`,
  `ImportExpression > Literal[value=${NODE_FS}]`,
  `CallExpression[callee.property.name='getBuiltinModule'] > Literal[value=${NODE_FS}]`,
  "CallExpression[callee.name='openSync'] > Literal:nth-child(2)[value=/^[wa]/]",
  `CallExpression[callee.name=/^(runProgram|runQuickly|exitCodeOf|ask)$/] > Literal.arguments:first-child[value=${CHANGERS}]`,
].map((selector) => ({ selector, message: THROUGH_THE_DOOR }));

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
  { files: ['src/**/*.ts'], rules: { 'max-lines': ['error', { max: 150, skipBlankLines: false, skipComments: false }] } },
  ...FOLDERS.flatMap((row, at) => row.flatMap((folder) => fencesOf(folder, FOLDERS.slice(at + 1).flat()))),
  fence(['src/{places,exit-codes,fault}.ts'], [], [...PURE_IMPORTS, NOT_UPWARDS(FOLDERS.flat())], PURE_GLOBALS),
  { files: ['src/**/*.ts'], ignores: [...DOOR, ...OURS], rules: { 'no-restricted-syntax': ['error', ...NO_TAKING] } },
  fence([GUARD_ENTRY], [], [NOT_UPWARDS(['cli'])], [PROCESS]),
);
