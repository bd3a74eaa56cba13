// How soon a locked host answers.
import { ASIDE } from './aside.ts';
import { ratio, sooner, type BenchHost } from '../row.ts';

const GUARD = 'env -i PATH=/usr/bin:/bin /usr/libexec/apt-image-based/usr-overlay guard dpkg $$ unpack "" false';
// Without the script that starts it.
const ALONE = GUARD.replace('/usr/libexec/apt-image-based/usr-overlay', '/var/tmp/usr-overlay');
const NODE = 'env -i PATH=/usr/bin:/bin /run/bench/node -e 0';
const memory = (command: string): string => `command time --quiet -f %M -o /run/value ${command}`;
// The page cache is dropped for these files alone; the shell is accounted with what it waited for.
const cold = (command: string): string =>
  `for file in /var/tmp/usr-overlay /var/tmp/node; do dd if=$file iflag=nocache count=0; done; bash -c '${command}; sed -n "s/^read_bytes: //p" /proc/$$/io >/run/value'`;

export const locked: BenchHost = {
  name: 'locked host',
  variant: 'trixie',
  state: 'locked',
  real: ['time'],
  setup: `
${ASIDE}cp -a /var/lib/dpkg /run/dpkg-before
whole() { rm -rf /var/lib/dpkg/*; cp -a /run/dpkg-before/. /var/lib/dpkg/; apt-get clean; }
(cd /run && apt-get -qq download time && dpkg-deb -x time_*.deb /run/time)
PATH=$PATH:/run/time/usr/bin`,
  rows: [
    {
      title: 'locked host: refused by us, or failed in dpkg (40 MB over the loopback)',
      means: 'how much sooner the operator knows, even with the fastest of networks',
      shortfall: 'the loopback brings 40 MB in a quarter of a second. At 100 Mbit/s these take 3.2 s more, and none of it here',
      sides: [
        { name: 'refused by us', shell: 'apt-get -y install tiny-big && false || test -z "$(ls /var/cache/apt/archives/*.deb 2>/dev/null)"', before: 'back; whole' },
        { name: 'failed in dpkg, without us', shell: 'apt-get -y install tiny-big', before: 'aside; whole', code: 100 },
      ],
      runs: 7,
      figure: sooner(10),
    },
    {
      title: "the guard's process",
      means: 'what our own code adds to the start of its runtime',
      shortfall: 'a millisecond each for loading the code, looking at the host, judging it and writing the lines; less would take a start-up snapshot of V8 with our code in it, in place of a code cache',
      sides: [{ name: 'the guard, refusing', shell: GUARD, code: 10 }, { name: 'Node alone', shell: NODE }],
      runs: 61,
      setup: 'back',
      figure: ratio(1.1),
    },
    {
      title: "the guard's memory",
      means: 'the most that it holds at once, in kB',
      sides: [
        { name: 'the guard, refusing', shell: memory(ALONE), code: 10, value: 'kB' },
        { name: 'Node alone', shell: memory(NODE.replace('/run/bench', '/var/tmp')), value: 'kB' },
      ],
      runs: 9,
      // Written alike: how much of a program's file counts as resident is a matter of how it came into the page cache.
      setup: 'cp /usr/libexec/apt-image-based/bin/usr-overlay /run/bench/node /var/tmp/',
      figure: ratio(1.04),
    },
    {
      title: 'its first start: bytes that are read from the disk',
      means: 'how long a slow disk keeps the first refusal of a boot waiting',
      shortfall: 'the runtime is one file with our code at its end; what is read of it goes by the read-ahead of the disk',
      sides: [
        { name: 'the guard, refusing', shell: cold(ALONE), value: 'bytes' },
        { name: 'Node alone', shell: cold(NODE.replace('/run/bench', '/var/tmp')), value: 'bytes' },
      ],
      runs: 3,
      figure: ratio(1.05),
    },
    {
      title: 'the guard among 50,000 mounts',
      means: 'a host with very many containers is not refused slowly',
      shortfall: 'the table is 5 MB there, and is read, decoded and gone through line by line; most of it is the kernel that writes it, in both',
      sides: [
        { name: 'the guard among 50,000 mounts', shell: GUARD, code: 10 },
        { name: 'the mount table written out there', shell: 'cat /proc/self/mountinfo' },
        { name: 'the guard among few mounts', shell: 'cat /run/few >/run/value', value: 'ms' },
      ],
      runs: 9,
      // The few first; then twice as many with each mount of the whole onto itself.
      setup: `
back
for run in {1..9}; do
  start=$EPOCHREALTIME
  ${GUARD}
  end=$EPOCHREALTIME
  echo $((\${end/./} - \${start/./}))
done | sort -n | sed -n '5s/\\([0-9]*\\)\\([0-9]\\{3\\}\\)/\\1.\\2/p' >/run/few
mkdir -p /run/many
mount -t tmpfs many /run/many && mount --make-private /run/many
mkdir -p /run/many/a && mount -t tmpfs a /run/many/a && mkdir /run/many/a/x
for power in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do [ $(wc -l </proc/self/mountinfo) -ge 50000 ] || { mkdir -p /run/many/p$power; mount --rbind /run/many/a /run/many/p$power; mount --rbind /run/many/p$power /run/many/a/x; }; done
[ $(wc -l </proc/self/mountinfo) -ge 50000 ]`,
      figure: ([many = NaN, cat = NaN, few = NaN]) => ({ text: `${(many / (cat + few)).toFixed(2)} times`, goal: 'at most 1.2', reached: many / (cat + few) <= 1.2, value: many / (cat + few) }),
    },
  ],
};
