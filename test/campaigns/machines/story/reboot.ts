// After the reboot that took the overlay: nothing of it is left but the memory. Then the ways that need no reboot.
import type { Step } from '../step.ts';
import { REFUSAL } from './words.ts';

const wholeDatabase: readonly Step[] = [
  { typed: 'dpkg --audit', says: '' },
  { typed: 'apt-get check' },
  { typed: 'usr-overlay doctor', sees: ['Nothing is wrong'] },
];

export const forgotten: readonly Step[] = [
  { typed: 'systemctl show --property=ConditionResult,Result apt-image-based-put-back.service', sees: ['ConditionResult=yes', 'Result=success'] },
  { typed: 'journalctl --boot --no-pager -o cat --unit=apt-image-based-put-back.service', sees: ['removed /etc/tiny-app.conf'] },
  { typed: 'ls /etc/tiny-app.conf', code: 2 },
  { typed: 'tiny-app', code: 127 },
  { typed: 'dpkg-query --show tiny-app', code: 1 },
  { typed: "dpkg-query --show --showformat='${Version}' tiny-unattended", says: '1.0' },
  ...wholeDatabase,
  { typed: 'ls /run/motd.d/apt-image-based', code: 2 },
  { typed: 'usr-overlay log', sees: ['tiny-app 1.0', 'by a reboot', 'tiny-unattended 1.0 -> 1.1'] },
  { typed: 'usr-overlay diff --packages --last', sees: ['Installed:\n  tiny-app 1.0', 'tiny-unattended 1.0 -> 1.1'] },
  { typed: 'apt-get install -y tiny-app', code: 100, sees: [REFUSAL] },
];

export const runAndDown: readonly Step[] = [
  { typed: 'usr-overlay run apt-get install -y tiny-install', sees: ['Setting up tiny-install (1.0)'] },
  { typed: 'tiny-install', says: 'tiny-install 1.0' },
  { typed: 'touch /usr/not-for-the-host', code: 1, sees: ['Read-only file system'] },
  { typed: 'apt-get install -y tiny-app', code: 100, sees: [REFUSAL] },
  { typed: 'usr-overlay status', sees: ['transient, read-only', 'tiny-install'] },
  { typed: 'usr-overlay down', sees: ['The overlay on /usr was removed'] },
  { typed: 'tiny-install', code: 127 },
  { typed: 'dpkg-query --show tiny-install', code: 1 },
  ...wholeDatabase,
  { typed: 'usr-overlay log', sees: ['by `usr-overlay down`'] },
  { typed: 'systemctl enable usr-overlay.service', sees: ['multi-user.target.wants/usr-overlay.service'] },
];
