// A hotfix is no experiment: it is still there after a reboot, and this is said.
import type { Step } from '../step.ts';

const NOTICE = 'what is installed there is persistent until the next image is deployed';

export const hotfixOn: readonly Step[] = [
  { typed: 'usr-overlay up --hotfix', sees: ['as a hotfix', 'All changes there survive reboots, until the next image is deployed.'] },
  { typed: 'apt-get install -y tiny-depends', sees: [NOTICE] },
  { typed: 'tiny-depends', says: 'tiny-depends 1.0' },
];

export const hotfixStays: readonly Step[] = [
  { typed: 'tiny-depends', says: 'tiny-depends 1.0' },
  { typed: 'dpkg-query --show tiny-depends', sees: ['1.0'] },
  { typed: 'dpkg --audit', says: '' },
  { typed: 'usr-overlay doctor', sees: ['Nothing is wrong'] },
  { typed: 'usr-overlay status', sees: [/overlay: +ostree, persistent, read\/write: changes survive\s+reboots/] },
  { typed: 'cat /run/motd.d/apt-image-based', sees: ['/usr has a hotfix'] },
  { typed: 'apt-get update && apt-get install -y tiny-satisfy', sees: [NOTICE] },
  { typed: 'usr-overlay diff', sees: ['/usr/bin/tiny-depends', '/usr/bin/tiny-satisfy', 'in the hotfix, which survives reboots'] },
  { typed: 'usr-overlay down', code: 69, sees: ['the overlay on /usr is a hotfix'] },
];
