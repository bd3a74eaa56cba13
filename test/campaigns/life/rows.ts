// The rows of the life table: who puts the overlay on, and on which host.
import { STATES } from '../../testbed/hosts/states.ts';
import { VARIANTS, type Variant } from '../../testbed/hosts/variants.ts';

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
  /** What it keeps on disk over a reboot, until the next `up` or `down`. */
  keeps: RegExp;
};

/** The record of an overlay that a reboot ended: the next `up` or `down` puts it into the log. */
const RECORD = '/var/lib/apt-image-based/open';
/** ostree since 2025.3. */
const OSTREE_KEEPS = keeps(RECORD, '/sysroot/ostree/deploy/debian/backing/[^/]+/usr-transient');
const STORAGE_KEEPS = keeps(RECORD, '/var/overlay/apt-image-based-storage', '/var/lib/apt-image-based/storage');
const NATIVE_KEEPS = keeps(RECORD);

export const BACKENDS: readonly Backend[] = [
  { name: 'bootc', state: 'locked', up: 'up', called: 'ostree', bootc: true, keeps: OSTREE_KEEPS },
  { name: 'ostree', state: 'locked', up: 'up --backend ostree', called: 'ostree', keeps: OSTREE_KEEPS },
  { name: 'ostree, read-only', state: 'locked', up: 'up --backend ostree --read-only', readOnly: true, called: 'ostree', keeps: OSTREE_KEEPS },
  { name: 'native over ostree', state: 'locked', up: 'up --backend native', called: 'native', keeps: NATIVE_KEEPS },
  // /var/overlay: see look.sh.
  { name: 'native on disk', state: 'locked', up: 'up --backend native --storage /var/overlay', called: 'native', keeps: STORAGE_KEEPS },
  { name: 'native', state: 'read-only-bind', up: 'up', called: 'native', keeps: NATIVE_KEEPS },
];

export type Row = { backend: Backend; variant: Variant };

export const ROWS: readonly Row[] = BACKENDS.flatMap((backend) => VARIANTS.filter((variant) => exists(backend, variant)).map((variant) => ({ backend, variant })));

function exists({ state }: Backend, variant: Variant): boolean {
  return STATES.find(({ name }) => name === state)?.lacks?.(variant) === undefined;
}

function keeps(...paths: readonly string[]): RegExp {
  return new RegExp(`^(${paths.join('|')})(/|$)`);
}
