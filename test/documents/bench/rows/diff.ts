// The walk through a large upper directory.
import { ratio, type BenchHost } from '../row.ts';

const UPPER = '$(usr-overlay status --json | sed -n \'s/.*"upperdir": "\\(.*\\)".*/\\1/p\' | head -n 1)';

export const diff: BenchHost = {
  name: 'a large overlay',
  variant: 'trixie',
  state: 'locked',
  real: ['time'],
  setup: `
(cd /run && apt-get -qq download time && dpkg-deb -x time_*.deb /run/time)
PATH=$PATH:/run/time/usr/bin
usr-overlay
for folder in {1..200}; do mkdir -p /usr/many/$folder; for file in {1..1000}; do : >/usr/many/$folder/$file; done; done
upper=${UPPER}
export upper
test -d "$upper/many/200"`,
  rows: [
    {
      title: '`diff` of 200,000 files',
      means: 'a large experiment is listed in seconds',
      shortfall: 'readdir(3) and lstat(2) of 200,000 files alone are 0.6 s of Node, on two threads already; find(1) takes 0.4 s for all of it',
      sides: [
        { name: 'usr-overlay diff', shell: 'usr-overlay diff' },
        { name: 'find of the same files', shell: "find $upper -printf '%y %s %P\\n'" },
      ],
      runs: 5,
      figure: ratio(2),
    },
    {
      title: 'its memory',
      means: 'the list is streamed, not held',
      sides: [{ name: 'usr-overlay diff', shell: 'command time --quiet -f %M -o /run/value usr-overlay diff', value: 'kB' }],
      runs: 2,
      figure: ([kilobytes = NaN]) => ({ text: `${(kilobytes / 1000).toFixed(0)} MB`, goal: 'below 150 MB', reached: kilobytes < 150_000 }),
    },
  ],
};
