// This file words what helps when a step of `up` or `run` failed.

import type { Host } from '../../host/host.ts';
import type { Step } from '../plan.ts';

/**
 * Returns hints without "hint:"; each command works on a host like this one. Another program may do what bootc or ostree could not, or said
 * that it did: `failed` is one of `steps`.
 */
export function failureHints(failed: Step | undefined, steps: readonly Step[], host: Pick<Host, 'ostreeUnlocks' | 'sudo'>): string[] {
  const step = failed?.kind === 'verify-up' ? steps.find(({ kind }) => kind === 'unlock') : failed;
  if (step?.kind !== 'unlock' || step.words.includes('--hotfix')) return [];
  const backend = step.program === 'bootc' && host.ostreeUnlocks ? 'ostree' : 'native';
  const readOnly = step.words.some((word) => word === '--read-only' || word === '--transient') ? ' --read-only' : '';
  return [`to mount the overlay without ${step.program}: \`${host.sudo ? 'sudo ' : ''}usr-overlay up --backend ${backend}${readOnly}\``];
}
