// What the overlay's own commands cost beside the bare tools.
import { ASIDE } from './aside.ts';
import { added, type BenchHost } from '../row.ts';

const install = 'apt-get -qq -y install tiny-install';
const AFTER = 'apt-get -qq -y purge tiny-install';

export const unlocked: BenchHost = {
  name: 'overlay on',
  variant: 'trixie',
  state: 'locked',
  setup: `
usr-overlay
${ASIDE}aside`,
  rows: [
    {
      title: 'overlay on: an install with the notice, all hooks together',
      means: 'what somebody who works in an overlay pays for being told, with the room asked and the record kept',
      shortfall: 'Node starts twice, for the notice before and the record after, and apt is asked for its configuration, its plan and the sizes. A hook of apt that brings the plan and the sizes would spare these three',
      sides: [
        { name: 'with us installed', shell: install, before: `aside; ${AFTER}; back` },
        { name: 'without', shell: install, before: `aside; ${AFTER}` },
      ],
      runs: 15,
      figure: added(150),
    },
  ],
};

export const commands: BenchHost = {
  name: 'usr-overlay',
  variant: 'trixie',
  state: 'locked',
  rows: [
    {
      title: '`usr-overlay up` on ostree',
      means: 'what following, the checks and the verification cost',
      shortfall: 'half of it is Node and the modules of the command. The other half is the lock, two processes that mount the folders which follow, and /proc/locks after them, for which the kernel takes 10 to 20 ms and the unlock has to wait. It would take mount(2), flock(2) and F_GETLK of fcntl(2) from within Node, which has none of them',
      sides: [
        { name: 'usr-overlay', shell: 'usr-overlay', before: 'usr-overlay down' },
        { name: 'ostree admin unlock', shell: 'ostree admin unlock', before: 'usr-overlay down' },
      ],
      runs: 15,
      figure: added(60),
    },
    {
      title: '`usr-overlay run true`, the overlay already on',
      means: 'what one more command in the overlay costs',
      shortfall: 'Node and the code of the command line take half of it, the lock, the look at what is on /usr and the way into the namespace the rest; less would take a resident service, or a program in C for this one way',
      sides: [
        { name: 'usr-overlay run true', shell: 'usr-overlay run true' },
        { name: 'unshare -m true', shell: 'unshare -m true' },
      ],
      runs: 25,
      setup: 'usr-overlay down; usr-overlay --read-only',
      figure: added(80),
    },
  ],
};
