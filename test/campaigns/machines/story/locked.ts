// A host as it was booted: everything that would change /usr is refused before it starts.
import type { Step } from '../step.ts';
import { REFUSAL } from './words.ts';

/** Skipped by the drop-in, and no failure. */
export const nightlySkips: readonly Step[] = [
  { typed: 'systemctl start apt-daily-upgrade.service' },
  { typed: 'systemctl is-failed apt-daily-upgrade.service', code: 1, says: 'inactive' },
  { typed: 'journalctl --boot --no-pager --unit=apt-daily-upgrade.service', sees: ["Skipped due to 'exec-condition'"], lacks: ['Finished', 'Failed', 'error:'] },
  { typed: "dpkg-query --show --showformat='${Version}' tiny-unattended", says: '1.0' },
];

export const locked: readonly Step[] = [
  { typed: 'systemctl --failed --no-legend --plain', lacks: ['usr-overlay', 'apt-image-based'] },
  { typed: 'systemctl is-enabled usr-overlay.service', code: 1, says: 'disabled' },
  { typed: 'systemctl preset usr-overlay.service; systemctl is-enabled usr-overlay.service', code: 1, lacks: ['enabled'] },
  { typed: 'cat /run/e2e-installer', says: 'read-only' },
  { typed: 'usr-overlay status', sees: ['image-based by ostree', /\/usr: +read-only/, /overlay: +none/] },
  { typed: 'apt-get update' },
  { typed: 'apt-get install -y tiny-app', code: 100, sees: [REFUSAL, 'hint: to do just this for now: `usr-overlay run apt-get install -y tiny-app`', 'hint: to make /usr writable until the next reboot: `usr-overlay`'] },
  { typed: 'grep -c "/pool/" /run/e2e/http.log', code: 1, says: '0' },
  { typed: 'dpkg -i /run/e2e/repository/tiny/pool/tiny-dpkg_1.0_all.deb', code: 2, sees: [REFUSAL] },
  { typed: 'apt-get -s install tiny-app', sees: ['Inst tiny-app'], lacks: [REFUSAL] },
  { typed: 'dpkg --audit', says: '' },
  ...nightlySkips,
  { typed: 'journalctl --no-pager -o cat -t usr-overlay --output-fields=APT_IMAGE_BASED_EVENT', sees: ['refused'] },
  { typed: 'journalctl --no-pager -o verbose APT_IMAGE_BASED_EVENT=refused', sees: ['APT_IMAGE_BASED_RULE=image-locked', 'APT_IMAGE_BASED_PACKAGE=tiny-app'] },
];
