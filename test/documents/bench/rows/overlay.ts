// What the overlay's own commands cost beside the bare tools.
import { ratio, type BenchHost } from '../row.ts';

export const commands: BenchHost = {
  name: 'usr-overlay',
  variant: 'trixie',
  state: 'locked',
  rows: [
    {
      title: '`usr-overlay up` on ostree',
      means: 'what following, the checks and the verification cost',
      shortfall: 'by a profile, a third of it is the record that putting back needs: which files of packages lie in /etc and /boot, and copies of them, made durable before anything is mounted. A quarter is Node and the modules of the command, and the rest is the unlock itself, the folders that follow, and the look whether /usr really changed. Less would take a record that is not on the disk before the overlay is on',
      sides: [
        { name: 'usr-overlay', shell: 'usr-overlay', before: 'usr-overlay down' },
        { name: 'ostree admin unlock', shell: 'ostree admin unlock', before: 'usr-overlay down' },
      ],
      runs: 15,
      figure: ratio(2),
    },
    {
      title: '`usr-overlay run true`, the overlay already on',
      means: 'what one more command in the overlay costs',
      shortfall: 'Node and the code of the command line take half of it, the lock, the look at what is on /usr and the way into the namespace the rest; less would take a resident service, or a program in C for this one way',
      sides: [
        { name: 'usr-overlay run true', shell: 'usr-overlay run true' },
        { name: 'Node alone', shell: '/run/bench/node -e 0' },
      ],
      runs: 25,
      setup: 'usr-overlay down; usr-overlay --read-only',
      figure: ratio(2),
    },
  ],
};
