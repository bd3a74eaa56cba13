// npm test: everything that fits in ten minutes on two cores, first set-up included. Each step prints how long it took.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { CACHE } from '../scripts/installed.ts';

type Step = { title: string; command: string; args: string[]; jest?: true };

const { values } = parseArgs({ options: { unit: { type: 'boolean', default: false } } });
// One and the same package for every step: with the last commit's date in it, some would make it anew while others install it.
process.env.SOURCE_DATE_EPOCH ??= '1700000000';
const scratch = mkdtempSync(join(tmpdir(), 'apt-image-based-test-'));
const isRoot = process.getuid?.() === 0;
/** These files of unit tests give files to others and take them from others. */
const NEED_ROOT = ['unit/kept/io/', 'unit/record/io/apply-put-back', 'unit/system/files/unnamed-file'];
const tally = { passed: 0, failures: [] as string[] };

if (values.unit && !isRoot) process.stdout.write('Unit tests that need root are left out: those of what is kept and put back, and of files without a name.\n');
if (!values.unit) {
  stopUnlessMountingWorks();
  sayWhatItDoes();
}
const steps: Step[] = [
  { title: 'linter and types', command: 'npm', args: ['run', '--silent', 'lint'] },
  jest('unit'),
  ...(values.unit
    ? []
    : [
        { title: 'what Debian says of the package', command: 'npm', args: ['run', '--silent', 'lint:package'] },
        jest('integration'),
        { title: 'matrix, the quick part', command: 'npm', args: ['run', '--silent', 'campaign', '--', 'matrix', '--quick'] },
      ]),
];
for (const step of steps) run(step);
rmSync(scratch, { recursive: true });
// Once more at the end: a CI's log is often kept by its last lines only.
for (const failure of tally.failures) process.stdout.write(`\nfailed: ${failure}\n`);
process.stdout.write(`\ntests: ${String(tally.passed)} passed, ${String(tally.failures.length)} failed\n`);
process.exitCode = tally.failures.length === 0 ? 0 : 1;

/** `jest --json` counts the tests; any other step is one. */
function jest(project: string): Step {
  const args = ['--selectProjects', project, '--json', `--outputFile=${join(scratch, project)}`, '--silent', ...(project === 'integration' ? ['--maxWorkers=2'] : [])];
  return { title: `${project} tests`, command: 'jest', args: [...args, ...(isRoot || project !== 'unit' ? [] : ['--testPathIgnorePatterns', ...NEED_ROOT])], jest: true };
}

function run(step: Step): void {
  process.stdout.write(`\n== ${step.title}\n`);
  const began = performance.now();
  const env = { ...process.env, NODE_OPTIONS: step.jest ? '--experimental-vm-modules --no-warnings' : '' };
  // jest's JSON goes to its file, and its report to standard error.
  const { status } = spawnSync(step.command, step.args, { stdio: ['ignore', step.jest ? 'ignore' : 'inherit', 'inherit'], env });
  const counted = step.jest ? countOf(step) : { passed: status === 0 ? 1 : 0, failures: status === 0 ? [] : [step.title] };
  tally.passed += counted.passed;
  tally.failures.push(...counted.failures);
  process.stdout.write(`== ${step.title}: ${status === 0 ? 'passed' : 'FAILED'}, ${((performance.now() - began) / 1000).toFixed(0)} s\n`);
}

/** Shape of jest's `--json`: https://jestjs.io/docs/cli#--json. A suite that could not be run has a message and no tests. */
type Report = {
  numPassedTests: number;
  testResults: { name: string; status: string; message: string; assertionResults: { status: string; fullName: string; failureMessages: string[] }[] }[];
};

function countOf(step: Step): { passed: number; failures: string[] } {
  try {
    const file = step.args.find((argument) => argument.startsWith('--outputFile='))?.slice('--outputFile='.length) ?? '';
    const { numPassedTests, testResults } = JSON.parse(readFileSync(file, 'utf8')) as Report;
    return { passed: numPassedTests, failures: testResults.filter(({ status }) => status === 'failed').flatMap(failuresOf) };
  } catch (error) {
    return { passed: 0, failures: [`${step.title}: jest left no report: ${String(error)}`] };
  }
}

function failuresOf({ name, message, assertionResults }: Report['testResults'][number]): string[] {
  const failed = assertionResults.filter(({ status }) => status === 'failed');
  const file = relative(process.cwd(), name);
  return failed.length === 0 ? [`${file}\n${message}`] : failed.map((test) => `${file}: ${test.fullName}\n${test.failureMessages.join('\n')}`);
}

/** Nothing is installed or kept before this is said. */
function sayWhatItDoes(): void {
  process.stdout.write(`The tests take about ten minutes, and longer the first time. They boot throwaway hosts in namespaces and leave this host's /usr, /etc
and package database alone, but for this: missing tools are installed by apt-get (lintian, shellcheck, mandoc, rpm, mmdebstrap and others,
up to 230 packages), and root file systems are kept in ${CACHE} (5 GB). To take all of it away: npm run clean
`);
}

function stopUnlessMountingWorks(): void {
  const problem =
    process.getuid?.() !== 0
      ? 'the tests boot hosts in namespaces and mount file systems, which needs root. Run `sudo npm test`, or the unit tests alone: `npm test -- --unit`'
      : spawnSync('unshare', ['--mount', '--pid', '--fork', 'mount', '-t', 'tmpfs', 'test', '/mnt']).status === 0
        ? null
        : 'mounting is not allowed here. Run the tests on a host or in a privileged container, or the unit tests alone: `npm test -- --unit`';
  if (problem === null) return;
  process.stderr.write(`error: ${problem}\n`);
  process.exit(69);
}
