// The walk through a large upper directory.
import { ratio, type BenchHost, type Row } from '../row.ts';

const UPPER = '$(usr-overlay status --json | sed -n \'s/.*"upperdir": "\\(.*\\)".*/\\1/p\' | head -n 1)';

const walk = (files: string, folders: number, runs: number): Row[] => [
  {
    title: `\`diff\` of ${files} files`,
    means: 'a large experiment is listed in seconds',
    shortfall: 'readdir(3) and lstat(2) of 200,000 files alone are 0.6 s of Node, on two threads already; find(1) takes 0.4 s for all of it',
    sides: [
      { name: 'usr-overlay diff', shell: 'usr-overlay diff' },
      { name: 'find of the same files', shell: "find $upper -printf '%y %s %P\\n'" },
    ],
    runs,
    setup: `fill ${String(folders)}`,
    figure: ratio(1.8),
  },
  {
    title: `its memory, ${files} files`,
    means: 'the list is streamed, not held',
    sides: [{ name: 'usr-overlay diff', shell: 'command time --quiet -f %M -o /run/value usr-overlay diff', value: 'kB' }],
    runs: 2,
    figure: ([kilobytes = NaN]) => ({ text: `${(kilobytes / 1000).toFixed(0)} MB`, goal: 'below 150 MB', reached: kilobytes < 150_000 }),
  },
];

export const diff: BenchHost = {
  name: 'a large overlay',
  variant: 'trixie',
  state: 'locked',
  real: ['time'],
  setup: `
(cd /run && apt-get -qq download time && dpkg-deb -x time_*.deb /run/time)
PATH=$PATH:/run/time/usr/bin
usr-overlay
fill() { for folder in $(seq $1); do [ -d /usr/many/$folder ] || { mkdir -p /usr/many/$folder; (cd /usr/many/$folder && seq 1000 | xargs touch); }; done; }
upper=${UPPER}
export upper
test -d "$upper"`,
  rows: [...walk('200,000', 200, 5), ...walk('1,000,000', 1000, 3)],
};
