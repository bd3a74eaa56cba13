// Debian 13 as an ostree image: the overlay is ostree's, and a reboot takes it away, too.
import { openDebian } from '../debian-stage.ts';
import { firstMinute, gone, installDeb, installed, overlayOn } from '../steps.ts';
import type { Way } from '../way.ts';

export const debian13: Way = {
  name: 'debian-13',
  title: 'Debian 13, an ostree image',
  text: 'The package is installed in the tree that becomes the image; the host is that image, deployed.',
  scenes: [
    { title: 'In the image', text: 'A Debian 13 whose `/usr` is writable, and the .deb in its `/tmp`.', prompt: 'image# ', steps: installDeb },
    {
      title: 'The host',
      text: 'The tree was committed and deployed by ostree, and booted.',
      prompt: 'host# ',
      steps: [...firstMinute('strace', { backend: 'ostree', says: '/usr belongs to the image' }), overlayOn, installed('apt-get install -y jq')],
    },
    { title: 'After a reboot', text: 'The overlay went with the boot before, and what was installed with it.', prompt: 'host# ', steps: [gone('jq'), { typed: 'usr-overlay doctor', sees: ['Nothing is wrong'] }] },
  ],
  open: () => openDebian('trixie', 'ostree', 3),
};
