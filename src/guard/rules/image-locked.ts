import type { Rule } from './rule.ts';

export const imageLocked: Rule = {
  name: 'image-locked',
  summary: '/usr belongs to the image that this host was booted from, and is read-only',
  check: (host) => host.imageManager !== null ? 'refuse' : null,
};
