// How a command that needs root begins where it is pasted.

import type { Host } from '../../host/host.ts';

/** The guard speaks to root, but the line is pasted by whoever reads it. */
export function sudo(host: Host): string {
  return host.sudo ? 'sudo ' : '';
}
