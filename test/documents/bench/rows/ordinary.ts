// What an ordinary host pays, beside what other hooks of apt cost there.
import { processes, ratio, type BenchHost, type Row, type Side } from '../row.ts';

const reinstall = 'apt-get -qq -y install --reinstall tiny-reinstall';
const PEERS = ['etckeeper', 'needrestart', 'apt-listchanges', 'snapper'];
const peer = (name: string): Side => ({ name: `with ${name} alone`, shell: reinstall, before: `only ${name}` });
const ours: Side = { name: 'with us installed', shell: reinstall, before: 'only us' };
const without: Side = { name: 'without', shell: reinstall, before: 'only nobody' };

const SHELLS = 'apt and dpkg start a sh for each of eight hooks, which is nearly all there is to pay; fewer hooks would leave dpkg by itself, or a front end other than apt, without a guard or a record';

// A process and a thread take the next number of the host's own namespace; the shell that looks is on both sides.
const counted = (command: string): string =>
  `read -r first </proc/sys/kernel/ns_last_pid; ${command}; read -r last </proc/sys/kernel/ns_last_pid; echo $((last - first)) >/run/value`;
const started = (what: string, command: string, atMost: number): Row => ({
  title: `ordinary host: processes that ${what} starts for us`,
  means: 'every start of a process is about a millisecond',
  shortfall: SHELLS,
  sides: [
    { name: 'with us installed', shell: counted(command), before: 'only us', value: 'processes' },
    { name: 'without', shell: counted(command), before: 'only nobody', value: 'processes' },
  ],
  runs: 5,
  figure: processes(atMost),
});

export const ordinary: BenchHost = {
  name: 'ordinary host',
  variant: 'trixie',
  state: 'writable',
  real: PEERS,
  // Each peer's hooks lie aside until it is its turn.
  setup: `
hooks() { case $1 in us) echo /etc/apt/apt.conf.d/{10apt-image-based,zz-apt-image-based,zz-apt-image-based-plan} /etc/dpkg/dpkg.cfg.d/apt-image-based ;; *) dpkg -L "$1" | grep '^/etc/apt/apt.conf.d/.' ;; esac; }
aside() { local file; for file in $(hooks "$1"); do [ ! -e $file ] || mv $file /run/aside/$1.\${file##*/}; done; }
back() { local file; for file in $(hooks "$1"); do [ ! -e /run/aside/$1.\${file##*/} ] || mv /run/aside/$1.\${file##*/} $file; done; }
only() { local name; for name in us ${PEERS.join(' ')}; do [ $name = $1 ] || aside $name; done; [ $1 = nobody ] || back $1; }
mkdir -p /run/aside
apt-get -qq -y install ${PEERS.join(' ')}
apt-get -qq -y install --reinstall tiny-reinstall`,
  rows: [
    {
      title: 'ordinary host: `apt-get install --reinstall` of a tiny package',
      means: 'what everybody pays who has the package installed and no image-based host',
      shortfall: SHELLS,
      sides: [ours, without],
      runs: 25,
      figure: ratio(1.03),
    },
    {
      title: 'the time added there, beside that of the cheapest peer that does anything',
      means: 'how we stand among hooks that administrators put up with',
      shortfall: SHELLS,
      sides: [ours, without, ...PEERS.map(peer)],
      runs: 12,
      // A peer that has nothing to do, as snapper without a configuration, adds what runs vary by.
      figure: ([own = NaN, bare = NaN, ...others], [, , ...names]) => {
        const costs = others.map((time, index) => ({ name: names[index]?.split(' ').at(-2) ?? '', cost: time - bare })).filter(({ cost }) => cost > bare / 5);
        const cheapest = costs.toSorted((one, other) => one.cost - other.cost)[0] ?? { name: 'nobody', cost: NaN };
        const share = Math.max(own - bare, 0) / cheapest.cost;
        const text = `${(own - bare).toFixed(1)} ms of ${cheapest.cost.toFixed(0)} ms (${cheapest.name}): ${share < 0.001 ? 'below 1/1000' : `1/${(1 / share).toFixed(0)}`}`;
        return { text, goal: 'at most 1/15', reached: share <= 1 / 15 };
      },
    },
    {
      title: 'ordinary host: an install with nothing to do',
      means: 'the cheapest call of apt there is',
      shortfall: 'one sh and one grep through the mount table, each a millisecond to start; only a look that needs no process would be cheaper, and no test that sh has built in tells of an overlay',
      sides: [
        { name: 'with us installed', shell: 'apt-get -qq -y install tiny-present', before: 'only us' },
        { name: 'without', shell: 'apt-get -qq -y install tiny-present', before: 'only nobody' },
      ],
      runs: 41,
      figure: ratio(1.1),
    },
    started('an install with nothing to do', 'apt-get -qq -y install tiny-present', 2),
    started('a reinstallation', reinstall, 10),
    {
      title: 'ordinary host: `apt-get update`',
      means: 'nothing of ours runs there',
      shortfall: 'nothing of ours runs there, so this is what the machine itself varies by; a quieter one shows it',
      sides: [
        { name: 'with us installed', shell: 'apt-get -qq update', before: 'only us' },
        { name: 'without', shell: 'apt-get -qq update', before: 'only nobody' },
      ],
      runs: 31,
      figure: ratio(1.02),
    },
  ],
};
