// Debian 12 on a disk whose /usr is mounted read-only: no image manager, so the overlay is the program's own.
import { openDebian } from '../debian-stage.ts';
import { firstMinute, installDeb } from '../steps.ts';
import type { Way } from '../way.ts';

export const debian12: Way = {
  name: 'debian-12',
  title: 'Debian 12, /usr mounted read-only',
  text: 'A Debian 12 as it is installed, without ostree or bootc. The package is installed while `/usr` is still writable.',
  scenes: [
    {
      title: 'An ordinary host',
      text: 'The .deb is in `/tmp`. Here the guard has nothing to say, and packages are installed as ever.',
      prompt: 'host# ',
      steps: [...installDeb, { typed: 'apt-get install -y make', sees: ['Setting up make '], lacks: [/^(error|notice|hint|warning): /m] }],
    },
    {
      title: 'The host with a read-only /usr',
      text: 'Booted again, with `/usr` mounted read-only.',
      prompt: 'host# ',
      steps: firstMinute('strace', { backend: 'native', says: '/usr is read-only' }),
    },
  ],
  open: () => openDebian('bookworm', 'read-only-bind', 2),
};
