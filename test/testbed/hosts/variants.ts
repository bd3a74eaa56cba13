// The suites the product is tested on; forky twice, because composefs makes a host look and behave otherwise.
import type { Suite } from './rootfs.ts';

export type VariantName = 'bookworm' | 'trixie' | 'forky' | 'forky-composefs';
export type Variant = { name: VariantName; suite: Suite; composefs: boolean };

export const VARIANTS: readonly Variant[] = [
  { name: 'bookworm', suite: 'bookworm', composefs: false },
  { name: 'trixie', suite: 'trixie', composefs: false },
  { name: 'forky', suite: 'forky', composefs: false },
  { name: 'forky-composefs', suite: 'forky', composefs: true },
];

export function findVariant(name: string): Variant {
  const found = VARIANTS.find((each) => each.name === name);
  if (!found) throw new Error(`no variant ${name}`);
  return found;
}
