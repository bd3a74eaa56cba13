// This file restores configuration that an upgrade in an overlay replaced: it stays, and is then newer than its program. A file that is
// still as the newer version shipped it was not edited; ostree hosts have the image's own in /usr/etc.

import { dpkgName, type Stanza } from '../../packages/dpkg-status.ts';
import { parseDpkgPackages } from '../../packages/package-set.ts';
import { afterPutBack, applyPutBack } from '../../record/io/apply-put-back.ts';
import { digestOf } from '../../system/files/digest.ts';
import { inImageEtc } from '../../places.ts';

/** Says that `path` in /etc, whose content has this MD5 sum, is to be replaced by the image's version. */
export type ConffilePlan = { package: string; path: string; digest: string };

/** Returns the files to replace after the package went from the version `newer` back to `image`. */
export function planConffiles(newer: Stanza, image: Stanza): ConffilePlan[] {
  const shipped = sumsOf(newer);
  return [...sumsOf(image)].flatMap(([path, sum]) => {
    const now = sumOf(path);
    const isUntouched = now !== undefined && now !== sum && now === shipped.get(path);
    return isUntouched && sumOf(inImageEtc(path)) === sum ? [{ package: dpkgName(image), path, digest: now }] : [];
  });
}

/** What is replaced is kept. Null, or what went wrong. */
export async function putBack({ path, digest }: ConffilePlan): Promise<string | null> {
  const step = { kind: 'restore-file', path, from: inImageEtc(path), digest, like: null, shipped: null } as const;
  const [failed] = await applyPutBack([step], null);
  if (failed) return `${path}: ${failed.why}`;
  await afterPutBack([step]);
  return null;
}

function sumsOf(stanza: Stanza): Map<string, string> {
  const [parsed] = parseDpkgPackages(Buffer.from(stanza.text, 'latin1').toString()).packages;
  return new Map((parsed?.conffiles ?? []).filter(({ path }) => path.startsWith('/etc/')).map(({ path, md5: sum }) => [path, sum]));
}

const sumOf = (path: string): string | undefined => digestOf(path, 'md5');
