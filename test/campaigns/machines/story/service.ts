// usr-overlay.service: on before anything else of the boot installs packages, and as long as it is enabled.
import type { Step } from '../step.ts';
import { NOTICE, REFUSAL } from './words.ts';

export const serviceOn: readonly Step[] = [
  { typed: 'systemctl is-active usr-overlay.service', says: 'active' },
  { typed: 'journalctl --boot --no-pager --unit=usr-overlay.service', sees: ['A read/write overlayfs is now mounted on /usr'] },
  { typed: 'cat /run/e2e-installer', says: 'writable' },
  { typed: 'journalctl --boot --no-pager', lacks: ['ordering cycle'] },
  { typed: 'systemctl --failed --no-legend --plain', lacks: ['usr-overlay', 'apt-image-based'] },
  { typed: 'usr-overlay', sees: ['already mounted'] },
  { typed: 'apt-get update && apt-get install -y tiny-app', sees: [NOTICE] },
  { typed: 'tiny-app', says: 'tiny-app 1.0' },
  // The services of this boot came after it and hold it: it says so, and stays.
  { typed: 'systemctl stop usr-overlay.service; systemctl is-failed usr-overlay.service', sees: ['failed'] },
  { typed: 'journalctl --boot --no-pager -o cat --unit=usr-overlay.service', sees: ['these processes use the overlay'] },
  { typed: 'tiny-app', says: 'tiny-app 1.0' },
  { typed: 'systemctl start usr-overlay.service && systemctl is-active usr-overlay.service', says: 'active' },
  { typed: 'systemctl disable usr-overlay.service' },
];

export const serviceOff: readonly Step[] = [
  { typed: 'systemctl is-active usr-overlay.service', code: 3, says: 'inactive' },
  { typed: 'cat /run/e2e-installer', says: 'read-only' },
  { typed: 'tiny-app', code: 127 },
  { typed: 'apt-get install -y tiny-app', code: 100, sees: [REFUSAL] },
  // With nothing in the way it goes as it came.
  { typed: 'systemctl start usr-overlay.service && touch /usr/it-is-on' },
  { typed: 'systemctl stop usr-overlay.service && systemctl is-active usr-overlay.service', code: 3, says: 'inactive' },
  { typed: 'touch /usr/it-is-off', code: 1, sees: ['Read-only file system'] },
];
