// This file tells what an update that waits for the next boot means for a persistent overlay.

import type { Facts } from './facts.ts';
import { deploymentPath } from './usr-overlay.ts';

/** A new deployment of the same commit, with other kernel arguments for example, is no other image. */
export function isOtherImageStaged(facts: Facts): boolean {
  const staged = facts.environment['staged-commit'];
  return staged !== undefined && deploymentPath(facts)?.includes(`/${staged}.`) === false;
}
