// The .rpm, installed by dnf 5 in the image that an ostree host then boots.
import { basename, join } from 'node:path';
import { buildRpm } from '../../../../scripts/package.ts';
import { version } from '../../../../scripts/paths.ts';
import { hostOf } from '../../recipes/deploy-image.ts';
import { FEDORA, openFedora } from '../../recipes/fedora-site.ts';
import { start } from '../../../testbed/hosts/boot.ts';
import { inHost } from '../play.ts';
import { installed, overlayOff, overlayOn, refused, status, stillRefused } from '../steps.ts';
import type { Stage, Way } from '../way.ts';

const INSTALLER = 'dnf install -y strace';

export const rpm: Way = {
  name: 'rpm',
  title: 'The .rpm, with dnf 5',
  text: "dnf and rpm are Debian's, the testbed's file system stands in for Fedora's: rpm knows the few packages of a test repository.",
  scenes: [
    {
      title: 'In the image',
      text: 'A tree whose `/usr` is writable, and the .rpm in its `/tmp`.',
      prompt: 'image# ',
      steps: [
        { typed: 'cd /tmp' },
        { typed: `dnf install -y ./apt-image-based-${version}-1.x86_64.rpm`, sees: ['Complete!'], lacks: [/^(error|notice|hint|warning): /m] },
        { typed: 'rpm -q apt-image-based', says: `apt-image-based-${version}-1.x86_64` },
        { typed: 'usr-overlay check', sees: ['allow: /usr is writable'] },
      ],
    },
    {
      title: 'The host',
      text: 'The tree was committed and deployed by ostree, and booted.',
      prompt: 'host# ',
      steps: [
        refused(INSTALLER, 1),
        overlayOn,
        installed(INSTALLER),
        { typed: 'command -v strace && rpm -q strace', sees: ['/usr/bin/strace\nstrace-'] },
        status('ostree', 'strace'),
        overlayOff,
        { typed: 'command -v strace || rpm -q strace', code: 1, says: 'package strace is not installed' },
        stillRefused('/usr belongs to the image'),
      ],
    },
  ],
  open,
};

async function open(): Promise<Stage> {
  const file = await buildRpm({ fast: true });
  const site = await openFedora(file);
  const image = site.images.get(FEDORA);
  if (!image) throw new Error(`no ${FEDORA}`);
  const host = hostOf(() => image, site.rootfs, join(site.folder, 'host'));
  return {
    players: [
      inHost((job) => start({ kind: 'writable', rootfs: site.rootfs, disk: image.path, cmdline: 'root=/dev/vda rw' }, job), { binds: [...site.binds, [file, join('/tmp', basename(file))]] }),
      inHost(host, { binds: site.binds }),
    ],
    remove: site.close,
  };
}
