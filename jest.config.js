// ESM throughout: execa and yargs ship as ES modules only, so jest runs with --experimental-vm-modules (see package.json).
// Stryker works in dist/.
const shared = {
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' } }],
  },
};

// What only `npm run test:full` runs, whole files of it; scope.ts is about rows.
const full = process.env.AIB_FULL === '1' ? [] : ['\\.full\\.test\\.ts$'];
// Debian's own package lists on less and less of a core: half an hour, in which nothing else should run.
const slow = process.env.AIB_SLOW === '1' ? [] : ['\\.slow\\.test\\.ts$'];

export default {
  projects: [
    { ...shared, displayName: 'unit', testMatch: ['<rootDir>/test/unit/**/*.test.ts'] },
    { ...shared, displayName: 'integration', testMatch: ['<rootDir>/test/integration/**/*.test.ts'], testPathIgnorePatterns: ['/node_modules/', ...full, ...slow] },
  ],
};
