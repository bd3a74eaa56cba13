// What TAB offers in real shells of each suite, from the files of the installed package.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { bootPlain } from '../../testbed/hosts/plain.ts';
import { SUITES } from '../../testbed/hosts/rootfs.ts';
import { productDeb } from '../guarded-host.ts';

const DRIVERS = { bash: ['bash', 'bash.sh'], zsh: ['zsh', 'zsh.zsh'], fish: ['sh', 'fish.sh'] } as const;
const SHELLS = Object.keys(DRIVERS) as (keyof typeof DRIVERS)[];
const PACKAGES = ['bash-completion', 'fish', 'sudo', 'zsh'];
const COMMANDS = 'boot check diff doctor down help holders kept log put-back record report run status up';
const UP = '--backend --dry-run --follow --help --hotfix --no-follow --only --persist --read-only --renew --size --storage --verbose';

/** What is typed and what is offered, folders by their last part. With `...` more may be: another program's completion answers. */
const LINES: readonly (readonly [string, string])[] = [
  ['usr-overlay ', COMMANDS],
  ['usr-overlay do', 'doctor down'],
  ['usr-overlay --', `${UP} --version --yes`],
  ['usr-overlay --backend o', 'ostree'],
  ['usr-overlay up --', `${UP} --yes`],
  ['usr-overlay up --backend ', 'auto bootc native ostree'],
  ['usr-overlay up --backend=n', 'native'],
  ['usr-overlay up --size ', ''],
  ['usr-overlay up --storage t', 'tmp tmpfs'],
  ['usr-overlay up --storage=/va', 'var'],
  ['usr-overlay up --follow /var --follow /va', 'var'],
  ['usr-overlay up --hotfix --dr', '--dry-run'],
  ['usr-overlay down --', '--dry-run --help --lazy --only --parked --stop --verbose'],
  ['usr-overlay diff --', '--containerfile --help --json --last --packages'],
  ['usr-overlay doctor --', '--fix --help --json --yes'],
  ['usr-overlay check --', '--explain --from --help --json'],
  ['usr-overlay check --from /usr/li', 'lib lib64 libexec'],
  ['usr-overlay report /usr/sb', 'sbin'],
  ['usr-overlay help apt-image-based.', 'apt-image-based.toml'],
  ['usr-overlay help hol', 'holders'],
  ['usr-overlay record ', 'apt dnf4 dnf5 dpkg'],
  ['usr-overlay record apt ', ''],
  ['usr-overlay run --', '--dry-run --help --verbose'],
  ['usr-overlay run dpkg-que', 'dpkg-query'],
  ['usr-overlay run --dry-run -- dpkg-que', 'dpkg-query'],
  ['usr-overlay run apt-get up', 'update upgrade'],
  ['usr-overlay run -- apt-get up', 'update upgrade'],
  ['usr-overlay run apt-get --', '--download-only --simulate ...'],
  ['usr-overlay run --dry-run apt-get --', '--download-only --simulate ...'],
  ['sudo usr-overlay dow', 'down'],
  ['usroverlay dow', 'down'],
];

describe.each(SUITES)('%s', (suite) => {
  it.each(SHELLS)('%s', async (shell) => {
    const folder = mkdtempSync(join(tmpdir(), 'completion-'));
    writeFileSync(join(folder, 'lines'), LINES.map(([line]) => `${line}\n`).join(''));
    const [interpreter, script] = DRIVERS[shell];
    const binds = [[join(import.meta.dirname, 'completion', script), '/run/driver'], [folder, '/run/typed']] as const;
    const env = { TERM: 'xterm', LC_ALL: 'C.UTF-8', HOME: '/run' };
    try {
      const { stdout, stderr } = await bootPlain({ suite, kind: 'writable', extra: PACKAGES, install: [productDeb()], job: `${interpreter} /run/driver /run/typed/lines`, binds, env });
      const offered = new Map(stdout.trimEnd().split('\n').map((line) => line.split('\t') as [string, string]));
      const seen = LINES.map(([line, wanted]) => [line, compared(offered.get(line), wanted)]);
      expect({ seen, stderr }).toEqual({ seen: LINES, stderr: '' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 300_000);
});

/** Sorted, each once; of those that another program offers only what is wanted. */
function compared(offered: string | undefined, wanted: string): string | undefined {
  const words = offered?.split(' ').map((word) => word.replace(/^--\w+=/, '').replace(/\/$/, '').replace(/^.*\//, ''));
  if (words === undefined) return undefined;
  if (!wanted.endsWith(' ...')) return [...new Set(words)].sort().join(' ');
  return [...wanted.split(' ').filter((word) => words.includes(word)), '...'].join(' ');
}
