// Tried: a kernel that was installed in an overlay left its files in the real /boot, where no package database knows them.

import { hasWritableOverlay } from '../../host/host.ts';
import type { Rule } from './rule.ts';

export const kernel: Rule = {
  name: 'kernel',
  summary: 'the plan changes a kernel, an initramfs or a boot loader, and /boot outlives the overlay',
  check: (host, { plan, config }) => hasWritableOverlay(host) && !config.allow.kernel && plan !== null && plan.bootPackages.length > 0 ? 'refuse' : null,
};
