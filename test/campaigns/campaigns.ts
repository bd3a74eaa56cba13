// The campaigns, in the order of a release: what tells most in the least time comes first.
import type { Asked, OptionName } from './options.ts';
import type { Outcome } from './outcome.ts';

export type Campaign = {
  name: string;
  /** For `--help`. */
  text: string;
  /** Those it looks at. */
  options: readonly OptionName[];
  load: () => Promise<{ run: (asked: Asked) => Promise<Outcome[]> }>;
};

export const CAMPAIGNS: readonly Campaign[] = [
  { name: 'mutants', text: 'breaks each rule and each expression of the pure code: a unit test must fail', options: ['only'], load: () => import('./mutants/mutants.ts') },
  { name: 'fuzz', text: 'parsers and words with hostile text, 10 minutes', options: ['only', 'minutes', 'seed'], load: () => import('./fuzz/fuzz.ts') },
  { name: 'attacks', text: 'hostile environments, files, names, links and users on a locked host', options: ['variant', 'only'], load: () => import('./attacks/attacks.ts') },
  { name: 'life', text: "an overlay's life by each backend on each suite, looked at after each step", options: ['variant', 'host'], load: () => import('./life/life.ts') },
  { name: 'faults', text: 'SIGKILL at each system call, calls that fail, programs that hang or lie, full hosts; 15 minutes', options: ['variant', 'host', 'only', 'minutes', 'seed'], load: () => import('./faults/faults.ts') },
  { name: 'concurrency', text: 'apt, dpkg, up, down, run and readers against each other, some killed; half an hour', options: ['variant', 'only', 'minutes', 'seed', 'rounds', 'keep'], load: () => import('./concurrency/concurrency.ts') },
  { name: 'cuts', text: 'power cuts at random moments of a persistent overlay: up, apt, down, boot; 200 cuts, half an hour', options: ['variant', 'host', 'only', 'minutes', 'seed', 'rounds', 'keep'], load: () => import('./cuts/cuts.ts') },
  { name: 'loss', text: 'looks for bytes of a host or its administrator that an overlay, its end or a repair lost; 200 histories', options: ['variant', 'only', 'minutes', 'seed', 'rounds', 'keep'], load: () => import('./loss/loss.ts') },
  { name: 'matrix', text: 'hosts x actions with the real apt, dpkg, dnf 4 and dnf 5', options: ['variant', 'host', 'only', 'minutes', 'verbose', 'manager', 'quick'], load: () => import('./matrix/matrix.ts') },
  { name: 'machines', text: 'Debian in QEMU over real reboots, 15 minutes a suite', options: ['variant', 'only', 'boots', 'write'], load: () => import('./machines/machines.ts') },
  { name: 'reproducible', text: 'the packages built twice, to be the same bytes', options: ['fast', 'arch'], load: () => import('./reproducible/reproducible.ts') },
];
