// An overlay, a package in it, and every view on it. The reboot that follows finds the overlay busy.
import type { Step } from '../step.ts';
import { nightlySkips } from './locked.ts';
import { NOTICE } from './words.ts';

export const experiment: readonly Step[] = [
  { typed: 'usr-overlay', sees: ['A read/write overlayfs is now mounted on /usr', 'All changes there will be discarded on reboot.'] },
  { typed: 'cat /run/motd.d/apt-image-based', sees: ['/usr has an overlay since'] },
  { typed: 'apt-get install -y tiny-app', sees: [NOTICE, 'Setting up tiny-app (1.0)'] },
  { typed: 'tiny-app', says: 'tiny-app 1.0' },
  { typed: 'usr-overlay status', sees: [/overlay: +ostree, transient, read\/write/, '4 installed', '1 upgraded (tiny-app-base)'] },
  { typed: 'usr-overlay diff', sees: ['/usr/bin/tiny-app', '/etc/tiny-app.conf (stays)'] },
  { typed: 'usr-overlay diff --packages', sees: ['Installed:\n  tiny-app 1.0'] },
  { typed: 'usr-overlay diff --containerfile', sees: [/apt-get install .*tiny-app/s] },
  { typed: 'usr-overlay log', sees: ['tiny-app 1.0', 'it is on'] },
  ...nightlySkips,
  // It would have done something: by hand it does. Our words go with dpkg's into its log.
  { typed: 'unattended-upgrade && cat /var/log/unattended-upgrades/unattended-upgrades-dpkg.log', sees: [NOTICE] },
  { typed: "dpkg-query --show --showformat='${Version}' tiny-unattended", says: '1.1' },
  { typed: 'journalctl --no-pager -o verbose -t usr-overlay', sees: ['APT_IMAGE_BASED_EVENT=overlay-on', 'APT_IMAGE_BASED_EVENT=packages-changed', 'APT_IMAGE_BASED_INSTALLED=tiny-app'] },
  { typed: 'systemd-run --quiet --unit=e2e-holder sleep infinity' },
  { typed: 'usr-overlay holders', sees: [/e2e-holder\.service +exe/] },
  { typed: 'usr-overlay down', code: 75, sees: ['e2e-holder.service', 'these processes use the overlay'] },
  { typed: 'touch /usr/it-is-still-on' },
];
