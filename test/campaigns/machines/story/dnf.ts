// The same under dnf 4 and dnf 5, on the suite that has both. Debian's plugin `local` makes every transaction fail.
import type { Step } from '../step.ts';
import { NOTICE, REFUSAL } from './words.ts';

const DNF4 = 'dnf-3 --releasever=1 --disableplugin=local';
const DNF5 = 'dnf5 --releasever=1 --disable-plugin=local';

const automaticSkips: readonly Step[] = [
  { typed: 'systemctl start dnf-automatic.service' },
  { typed: 'systemctl is-failed dnf-automatic.service', code: 1, says: 'inactive' },
  { typed: 'journalctl --boot --no-pager --unit=dnf-automatic.service', sees: ["Skipped due to 'exec-condition'"], lacks: ['Finished', 'Failed', 'error:'] },
  { typed: 'rpm -q rpm-upgrade', sees: ['rpm-upgrade-1.0'] },
];

export const dnfLocked: readonly Step[] = [
  { typed: `${DNF5} install -y rpm-install`, code: 1, sees: [REFUSAL] },
  { typed: `${DNF4} install -y rpm-second`, code: 1, sees: [REFUSAL] },
  { typed: 'grep -c "\\.rpm " /run/e2e/http.log', code: 1, says: '0' },
  ...automaticSkips,
];

export const dnfOverlaid: readonly Step[] = [
  ...automaticSkips,
  { typed: `${DNF5} install -y rpm-install`, sees: [NOTICE] },
  { typed: `${DNF4} install -y rpm-second`, sees: [NOTICE] },
  // What the timer would have done: by hand it does.
  { typed: `${DNF5} upgrade -y rpm-upgrade` },
  { typed: 'rpm -q rpm-install rpm-second rpm-upgrade', sees: ['rpm-install-1.0', 'rpm-second-1.0', 'rpm-upgrade-2.0'] },
  { typed: 'usr-overlay diff --packages', sees: ['rpm-install', 'rpm-second'] },
];

export const dnfGone: readonly Step[] = [
  { typed: 'rpm -q rpm-install rpm-second', code: 2, sees: ['rpm-install is not installed', 'rpm-second is not installed'] },
  { typed: 'rpm -q rpm-upgrade', sees: ['rpm-upgrade-1.0'] },
  { typed: `${DNF5} install -y rpm-install`, code: 1, sees: [REFUSAL] },
];
