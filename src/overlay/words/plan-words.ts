// This file tells in a few lines what a plan does, for `--dry-run`; its steps are in ./step-words.ts.

import type { Step } from '../plan.ts';

/** Returns whole sentences, in the order in which things happen. */
export function planLines(steps: readonly Step[]): string[] {
  const of = <Kind extends Step['kind']>(kind: Kind): (Step & { kind: Kind })[] => steps.filter((step): step is Step & { kind: Kind } => step.kind === kind);
  const mounts = of('mount-overlay');
  const followers = mounts.filter(({ on }) => on !== '/usr').map(({ on }) => on);
  const unmounts = of('unmount').map(({ on }) => on);
  const isUp = mounts.length + of('unlock').length + of('remount-writable').length > 0;
  return [
    ...of('stop-units').map(({ units }) => `Stop ${units.join(', ')}.`),
    ...(isUp && unmounts.length > 0 ? ['Remove what an earlier overlay left behind.'] : []),
    ...of('bind-persistent').map(({ folder }) => `Store changes in ${folder}, which each boot mounts again.`),
    ...of('make-storage').map(({ folder }) => `Store changes in ${folder}.`),
    ...of('mount-storage').map(({ size }) => `Store changes in memory${size === undefined ? '' : `, at most ${size}`}.`),
    ...(followers.length > 0 ? [`Mount overlays of the same lifetime on ${followers.join(', ')}.`] : []),
    ...of('unlock').map(({ program, words }) => `Make /usr ${words.some((word) => /read-only|transient/.test(word)) ? 'an overlay that only \`usr-overlay run\` can write to' : 'writable'}, with: \`${[program, ...words].join(' ')}\``),
    ...mounts.filter(({ on }) => on === '/usr').map(({ readOnly }) => (readOnly ? 'Mount an overlay on /usr that only `usr-overlay run` can write to.' : 'Mount a writable overlay on /usr.')),
    ...of('remount-writable').map(({ on }) => `Make the overlay on ${on} writable.`),
    ...(isUp || unmounts.length === 0 ? [] : [takenOff(unmounts)]),
    ...of('verify-up').map(() => 'Check that all of this is so, and undo it otherwise.'),
  ];
}

function takenOff(unmounts: readonly string[]): string {
  const others = unmounts.filter((on) => on !== '/usr' && !on.startsWith('/run/'));
  if (!unmounts.includes('/usr')) return `Remove what an overlay left behind on ${unmounts.join(', ')}.`;
  return `Remove the overlay on /usr and discard all changes in it${others.length > 0 ? `, and in ${others.join(', ')}` : ''}.`;
}
