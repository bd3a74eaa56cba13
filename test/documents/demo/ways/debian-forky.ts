// Debian forky as an ostree image with composefs; one command alone is let through.
import { openDebian } from '../debian-stage.ts';
import { firstMinute, gone, installDeb } from '../steps.ts';
import type { Way } from '../way.ts';

export const debianForky: Way = {
  name: 'debian-forky',
  title: 'Debian forky, an ostree image with composefs',
  text: 'As on Debian 13, with an image whose files the kernel verifies.',
  scenes: [
    {
      title: 'In the image',
      text: 'A Debian forky whose `/usr` is writable, and the .deb in its `/tmp`.',
      prompt: 'image# ',
      steps: [...installDeb, { typed: "printf '[composefs]\\nenabled = yes\\n' >/usr/lib/ostree/prepare-root.conf" }],
    },
    {
      title: 'The host',
      text: 'The tree was committed and deployed by ostree, and booted.',
      prompt: 'host# ',
      steps: [{ typed: 'findmnt --noheadings --output FSTYPE /', says: 'overlay' }, ...firstMinute('strace', { backend: 'ostree', says: '/usr belongs to the image' })],
    },
    {
      title: 'One command alone',
      text: 'After another boot: to the rest of the host `/usr` stays read-only.',
      prompt: 'host# ',
      steps: [
        { typed: 'usr-overlay run apt-get install -y jq', sees: ['Setting up jq '] },
        { typed: "echo '{\"usr\": \"read-only\"}' | jq .usr", says: '"read-only"' },
        { typed: 'touch /usr/mine', code: 1, sees: ['Read-only file system'] },
        { typed: 'usr-overlay down' },
        gone('jq'),
      ],
    },
  ],
  open: () => openDebian('forky', 'ostree', 3),
};
