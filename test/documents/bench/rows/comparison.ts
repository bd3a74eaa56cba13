// The commands of two executables, those of one tree and of another, on one host. /run/bench/now and /run/bench/before hold them.
import { ratio, type BenchHost, type Row } from '../row.ts';

const row = (title: string, words: string, runs: number, code = 0): Row => ({
  title,
  means: 'no command becomes slower unnoticed',
  sides: [
    { name: 'now', shell: `env -i PATH=/usr/bin:/bin /run/bench/now/usr-overlay ${words}`, code },
    { name: 'before', shell: `env -i PATH=/usr/bin:/bin /run/bench/before/usr-overlay ${words}`, code },
  ],
  runs,
  figure: ratio(1.25),
});

export const comparison: BenchHost = {
  name: 'two executables',
  variant: 'trixie',
  state: 'locked',
  setup: `
usr-overlay
for folder in {1..40}; do mkdir -p /usr/many/$folder; (cd /usr/many/$folder && seq 1000 | xargs touch); done`,
  rows: [
    row('the guard, in an overlay', 'guard dpkg $$ unpack "" false', 31),
    row('check --json', 'check --json', 21),
    row('status', 'status', 21),
    row('diff of 40,000 files', 'diff', 7),
    row('doctor', 'doctor', 7),
    row('run true', 'run true', 15),
  ],
};
