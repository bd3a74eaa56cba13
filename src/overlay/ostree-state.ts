// This file reads ostree's own notes about what is unlocked, which outlive the overlay.

import type { Facts } from '../host/facts.ts';
import { deploymentPath } from '../host/usr-overlay.ts';

/**
 * Returns the booted deployment's state files among the listed ones, and temporary ones of a killed unlock (`unlocked-X.RANDOM`).
 * A state file makes the next `ostree admin unlock` fail with "Deployment is already in unlocked state".
 */
export function unlockedFilesOf(listing: string, facts: Facts): string[] {
  const deployment = deploymentPath(facts);
  if (deployment === null) return [];
  const folder = `/run/ostree/deployment-state/${deployment.slice(deployment.lastIndexOf('/') + 1)}/`;
  return listing.split('\n').flatMap((line) => {
    const path = /(\/run\/ostree\/deployment-state\/.*)$/.exec(line)?.[1] ?? '';
    const name = path.startsWith(folder) ? path.slice(folder.length) : '';
    return /^unlocked-(development|transient)(\.[A-Za-z0-9]{6})?$/.test(name) ? [path] : [];
  });
}
