// `mount -o remount,rw /usr` succeeds on an ostree host without composefs, and what is written is no part of any image.

import type { Rule } from './rule.ts';

export const deploymentWritable: Rule = {
  name: 'deployment-writable',
  summary: '/usr was remounted writable, so that changes go into the deployment itself',
  check: (host) => host.usr.writable === true && host.imageManager !== null ? 'notice' : null,
};
