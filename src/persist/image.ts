// This file tells by which image a host runs, so that the layers of one image are never mounted over another one.

import type { Facts } from '../host/facts.ts';
import { isDeployed } from '../host/environment.ts';
import { deploymentPath } from '../host/usr-overlay.ts';
import { field, isText } from '../text/json.ts';
import { topMountAt } from '../text/mountinfo.ts';

/**
 * `ostree` and `composefs` are the checksum of the commit or image, `verity` the root hash, `files` a digest of the list of files in /usr.
 * `name` is what os-release calls the system, for people.
 */
export type Image = { kind: 'ostree' | 'composefs' | 'verity' | 'files'; value: string; name: string };

/** Returns null where the value, of a JSON text, is no image. */
export function parseImage(value: unknown): Image | null {
  const isWhole = ['ostree', 'composefs', 'verity', 'files'].includes(String(field(value, 'kind'))) && ['value', 'name'].every((key) => isText(field(value, key)));
  return isWhole ? (value as Image) : null;
}

/** In doubt, two images are not the same. */
export function isSameImage(one: Image, other: Image): boolean {
  return one.kind === other.kind && one.value === other.value && one.value !== '';
}

/** Returns `files` where only the list of files tells, and null where the host has an image but nothing tells which. */
export function imageBySigns(facts: Facts): Pick<Image, 'kind' | 'value'> | 'files' | null {
  // The mount table names the folder that was really booted; the kernel's argument `ostree=` is a link, which a deployment changes.
  const checksum = /\/([0-9a-f]{64})\.\d+$/.exec(deploymentPath({ ...facts, bootedDeployment: null }) ?? '')?.[1];
  if (checksum !== undefined) return { kind: 'ostree', value: checksum };
  if (facts.ostreeBooted) return null;
  const digest = argument(facts, /^composefs=\??([0-9a-f]{64,128})$/);
  if (digest !== null) return { kind: 'composefs', value: digest };
  const hash = argument(facts, /^(?:usrhash|roothash)=([0-9a-f]{32,128})$/);
  const source = (topMountAt(facts.mounts, '/usr') ?? topMountAt(facts.mounts, '/'))?.source ?? '';
  if (hash !== null && /^\/dev\/(mapper\/|dm-)/.test(source)) return { kind: 'verity', value: hash };
  return isDeployed(facts) ? null : 'files';
}

function argument({ kernelArguments }: Facts, form: RegExp): string | null {
  return kernelArguments.map((word) => form.exec(word)?.[1]).find((value) => value !== undefined) ?? null;
}

/** Returns a short name of an image: what the system calls itself, and the first digits that tell it from others of that name. */
export function imageName({ name, kind, value }: Image): string {
  return `${name === '' ? kind : name} (${value.slice(0, 12)})`;
}
