// The kinds of host that histories happen on.
import type { VariantName } from '../../testbed/hosts/variants.ts';

export type HostKind = {
  variant: VariantName;
  disk: 'ostree' | 'plain';
  manager: 'dpkg' | 'rpm';
  /** `link`: /var/lib/dpkg leads to another folder of /var. */
  database: 'var' | 'usr' | 'link';
};

export const HOST_KINDS: readonly HostKind[] = [
  { variant: 'trixie', disk: 'ostree', manager: 'dpkg', database: 'var' },
  { variant: 'forky', disk: 'ostree', manager: 'rpm', database: 'var' },
  { variant: 'bookworm', disk: 'ostree', manager: 'dpkg', database: 'usr' },
  { variant: 'forky', disk: 'plain', manager: 'dpkg', database: 'var' },
  { variant: 'forky-composefs', disk: 'ostree', manager: 'dpkg', database: 'usr' },
  { variant: 'trixie', disk: 'plain', manager: 'dpkg', database: 'link' },
  { variant: 'forky', disk: 'plain', manager: 'rpm', database: 'usr' },
  { variant: 'bookworm', disk: 'plain', manager: 'dpkg', database: 'var' },
];

export function kindWords({ variant, disk, manager, database }: HostKind): string {
  return `${variant}, ${disk}, ${manager} in ${database === 'link' ? 'a link' : `/${database}`}`;
}
