// The rows of the life table: who puts the overlay on, and on which host.
import { STATES } from '../testbed/states.ts';
import { VARIANTS, type Variant } from '../testbed/variants.ts';

export type Backend = {
  name: string;
  state: 'locked' | 'read-only-bind';
  /** The words that put the overlay on. */
  up: string;
  /** Only `run` writes until `up` makes it read/write. */
  readOnly?: true;
  /** As `status` calls it: bootc leaves the mount to ostree where ostree is. */
  called: 'ostree' | 'native';
  bootc?: true;
};

export const BACKENDS: readonly Backend[] = [
  { name: 'bootc', state: 'locked', up: 'up', called: 'ostree', bootc: true },
  { name: 'ostree', state: 'locked', up: 'up --backend ostree', called: 'ostree' },
  { name: 'ostree, read-only', state: 'locked', up: 'up --backend ostree --read-only', readOnly: true, called: 'ostree' },
  { name: 'native over ostree', state: 'locked', up: 'up --backend native', called: 'native' },
  { name: 'native', state: 'read-only-bind', up: 'up', called: 'native' },
];

export type Row = { backend: Backend; variant: Variant };

export const ROWS: readonly Row[] = BACKENDS.flatMap((backend) => VARIANTS.filter((variant) => exists(backend, variant)).map((variant) => ({ backend, variant })));

function exists({ state }: Backend, variant: Variant): boolean {
  return STATES.find(({ name }) => name === state)?.lacks?.(variant) === undefined;
}
