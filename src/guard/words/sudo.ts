// This file begins a command that needs root, for a hint to be pasted.

import type { Host } from '../../host/host.ts';

/** The guard talks to root, but any user may read and paste the line. */
export function sudo(host: Host): string {
  return host.sudo ? 'sudo ' : '';
}
