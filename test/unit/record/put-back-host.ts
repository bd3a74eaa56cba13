// What the tests of putting back begin with.
import type { Baseline, KnownFile } from '../../../src/record/baseline.ts';
import type { HostNow, Present } from '../../../src/record/put-back-plan.ts';

export const SHIPPED = '1'.repeat(32);
export const BEFORE = '0'.repeat(32);
export const EDITED = 'e'.repeat(32);
export const PATH = '/etc/foo/foo.conf';
export const KEY = 'foo:all=1.1';
export const KNOWN: KnownFile = { package: 'foo', digest: BEFORE, mode: 0o644, uid: 0, gid: 0 };

export function baseline(changes: Partial<Baseline> = {}): Baseline {
  return { tree: { folders: [], files: [], links: {} }, conffiles: {}, users: [], groups: [], packages: [], ...changes };
}

export function hostNow(present: Record<string, Present>, changes: Partial<HostNow> = {}): HostNow {
  const none = { pristine: new Map(), copies: new Map(), there: new Set<string>(), listed: new Map(), users: [], groups: [], exists: () => false };
  return { ...none, present: new Map(Object.entries(present)), ...changes };
}

export const file = (digest: string): Present => ({ kind: 'file', digest });
