// Beside a lock on ostree's sysroot, and with a bootc that hangs, fails, answers rubbish or takes six seconds: what each command says, and
// how long it takes. The table that this prints is in docs/operators.md; no time decides here, only that each command ends and says so.
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openGuardedHost } from '../guarded-host.ts';
import { ensureBootcStandIn } from '../../testbed/stand-in/bootc-stand-in.ts';

let install: string[];
const rows: string[] = [];

beforeAll(async () => {
  install = [await ensureBootcStandIn()];
}, 300_000);

afterAll(() => {
  const table = ['| situation | command | seconds | exit | what it says of bootc, ostree or the update |', '|---|---|---|---|---|', ...rows].join('\n');
  process.stdout.write(`${table}\n`);
  if (process.env.AIB_TABLE !== undefined) writeFileSync(process.env.AIB_TABLE, `${table}\n`);
});

const LOCK = `mount -o remount,rw /sysroot
perl -MFcntl -e '$l = pack("s s x4 q q i x4", F_WRLCK, 0, 0, 0, 0); open $f, "+>>", "/sysroot/ostree/lock"; fcntl $f, 37, $l or die; sleep 1000' & holder=$!; sleep 1`;

const SITUATIONS: [situation: string, setup: string, end: string][] = [
  ['as usual', ':', ':'],
  ['an update holds the lock', LOCK, 'kill $holder'],
  ['bootc hangs', 'echo hang >/run/bootc-stand-in', ':'],
  ['bootc fails', 'echo fail >/run/bootc-stand-in', ':'],
  ['bootc answers rubbish', 'echo garbage >/run/bootc-stand-in', ':'],
  ['bootc takes six seconds', 'echo slow >/run/bootc-stand-in', ':'],
];

const MEASURE = `
measure() {
  name=$1; shift; from=$(date +%s%N)
  timeout --kill-after=5 170 "$@" >/run/said 2>&1 </dev/null; code=$?
  echo "ROW|$name|$((($(date +%s%N) - from) / 100000000))|$code|$(sed 's/\\x1b\\[[0-9;]*m//g' /run/said | tr '\\n' ' ' | grep -oE '(note|error|hint|warning): +[^|]*(bootc|ostree|update)[^|]*' | head -c 330)"
}
measure check usr-overlay check; measure 'apt-get install' apt-get -y install tiny-install; measure status usr-overlay status
measure report usr-overlay report /run/report; measure doctor usr-overlay doctor; measure log usr-overlay log; measure holders usr-overlay holders
measure diff usr-overlay diff; measure up usr-overlay up; test -w /usr && echo ON
measure 'status, on' usr-overlay status; measure 'diff, on' usr-overlay diff; measure 'holders, on' usr-overlay holders
measure down usr-overlay down; test -w /usr || echo OFF
measure run usr-overlay run true; measure 'down after run' usr-overlay down
`;

/** What must hold of the exit codes. The guard refuses whatever bootc does, and only what mounts may fail. */
const EXITS: Record<string, RegExp> = {
  check: /^10$/, 'apt-get install': /^100$/, status: /^0$/, report: /^0$/, doctor: /^0$/, log: /^0$/, holders: /^0$/, diff: /^69$/,
  up: /^(0|71|75)$/, 'status, on': /^0$/, 'diff, on': /^(0|69)$/, 'holders, on': /^0$/, down: /^0$/, run: /^(0|71|75)$/, 'down after run': /^0$/,
};

it.each(SITUATIONS)('%s', async (situation, setup, end) => {
  const host = await openGuardedHost({ variant: 'trixie', state: 'locked', install });
  try {
    const { stdout } = await host.run(`${setup}\n${MEASURE}\n${end}`, { timeout: 1_500_000 });
    const seen = [...stdout.matchAll(/^ROW\|([^|]*)\|(\d+)\|(\d+)\|(.*)$/gm)].map(([, name = '', tenths = '', code = '', said = '']) => ({ name, seconds: Number(tenths) / 10, code, said: said.trim() }));
    for (const { name, seconds, code, said } of seen) rows.push(`| ${situation} | ${name} | ${seconds.toFixed(1)} | ${code} | ${said.replace(/\s+/g, ' ')} |`);
    expect(seen.map(({ name }) => name)).toEqual(Object.keys(EXITS));
    expect(seen.filter(({ name, code }) => EXITS[name]?.test(code) !== true)).toEqual([]);
    expect(stdout).toContain('OFF');
    // Where bootc could not do it, the hint says who can.
    if (['bootc fails', 'bootc hangs', 'bootc answers rubbish'].includes(situation)) expect(seen.find(({ name }) => name === 'up')?.said).toContain('--backend ostree');
  } finally {
    await host.remove();
  }
}, 1_800_000);
