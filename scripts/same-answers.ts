// Two executables side by side: whether each help text, each word about a mistake and each answer about a captured host are the same
// bytes. For a change that must change nothing: `node scripts/same-answers.ts OLD NEW`, two executables by their whole paths.

import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fromRoot } from './paths.ts';

const COMMANDS = ['up', 'down', 'status', 'run', 'diff', 'holders', 'check', 'report', 'doctor', 'log', 'put-back', 'configuration', 'record', 'guard'];
const MISTAKES = [['--nonsense'], ['--jsno'], ['extra', 'words'], ['--backend'], ['--backend', 'podman'], ['--follow'], ['--size', 'much'], ['--json', '--json=3'], ['--from'], ['--from', ''], ['--packages', '--containerfile'], ['--read-only', '--hotfix'], ['']];
const LINES = [['--help'], ['--version'], ['-h'], ['help'], ['help', 'apt-image-based'], ['help', 'nonsense'], ['nonsense'], ['stauts'], ['--nonsense'], ['-x'], ['run'], ['run', '--'], ['run', '--nonsense', 'true'], ['help', 'up']];

const [old = '', young = ''] = process.argv.slice(2);
const hosts = readdirSync(fromRoot('test/hosts'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
const asked: { words: readonly string[]; columns: string }[] = [
  ...['80', '120'].flatMap((columns) => [...COMMANDS.map((command) => [command, '--help']), ...LINES].map((words) => ({ words, columns }))),
  ...COMMANDS.filter((command) => command !== 'guard').flatMap((command) => MISTAKES.map((wrong) => ({ words: [command, ...wrong], columns: '80' }))),
  ...hosts.flatMap((host) => [[], ['--json'], ['--explain'], ['--explain', '--json']].map((more) => ({ words: ['check', '--from', fromRoot('test/hosts', host), ...more], columns: '80' }))),
];
const pairs = asked.map((each) => ({ ...each, before: answer(old, each), after: answer(young, each) }));
const differing = pairs.filter(({ before, after }) => before !== after);
for (const { words, columns, before, after } of differing) process.stdout.write(`differs at ${columns} columns: ${words.join(' ')}\n  ${before}\n  ${after}\n`);
process.stdout.write(`${asked.length} answers, ${new Set(pairs.map(({ before }) => before)).size} of them unlike, ${hosts.length} captured hosts: ${differing.length} differ\n`);
process.exitCode = differing.length === 0 ? 0 : 1;

/** As an ordinary user, so that nothing of the machine can change. */
function answer(program: string, { words, columns }: { words: readonly string[]; columns: string }): string {
  const user = ['--reuid=65534', '--regid=65534', '--clear-groups'];
  const { stdout, stderr, status } = spawnSync('setpriv', [...user, program, ...words], { cwd: '/', encoding: 'utf8', env: { PATH: '/usr/bin:/bin', COLUMNS: columns } });
  return JSON.stringify({ status, stdout, stderr });
}
