// A configuration file that an upgrade replaced stays when the overlay goes, and then is newer than its program. Nobody edited it if it
// is still as the newer version shipped it; the image's own is in /usr/etc, on ostree.

import { linkSync, rmSync } from 'node:fs';
import { dpkgName, type Stanza } from '../../packages/dpkg-status.ts';
import { parseDpkgPackages } from '../../packages/package-set.ts';
import { afterPutBack, applyPutBackStep } from '../../record/io/apply-put-back.ts';
import { digestOf } from '../../system/files/digest.ts';
import { withPinned } from '../../system/files/pinned-folder.ts';
import { codeOf } from '../../fault.ts';
import { inImageEtc } from '../../places.ts';

/** `path` in /etc, which holds `digest`, is to be replaced by the image's. */
export type ConffilePlan = { package: string; path: string; digest: string };

export function planConffiles(newer: Stanza, image: Stanza): ConffilePlan[] {
  const shipped = sumsOf(newer);
  return [...sumsOf(image)].flatMap(([path, sum]) => {
    const now = sumOf(path);
    const isUntouched = now !== undefined && now !== sum && now === shipped.get(path);
    return isUntouched && sumOf(inImageEtc(path)) === sum ? [{ package: dpkgName(image), path, digest: now }] : [];
  });
}

/** What is replaced goes to where dpkg would put it. Null, or what went wrong. */
export async function putBack({ path, digest }: ConffilePlan): Promise<string | null> {
  const step = { kind: 'restore-file', path, from: inImageEtc(path), digest, like: null } as const;
  const why = keepOld(path) ?? applyPutBackStep(step);
  if (why !== null) return `${path}: ${why}`;
  await afterPutBack([step]);
  return null;
}

/** By its name, as dpkg does: a link that a service's user put there is neither followed nor read. */
function keepOld(path: string): string | null {
  try {
    withPinned(path, (pinned) => {
      rmSync(`${pinned}.dpkg-old`, { force: true });
      linkSync(pinned, `${pinned}.dpkg-old`);
    });
    return null;
  } catch (error) {
    return codeOf(error);
  }
}

function sumsOf(stanza: Stanza): Map<string, string> {
  const [parsed] = parseDpkgPackages(stanza.text).packages;
  return new Map((parsed?.conffiles ?? []).filter(({ path }) => path.startsWith('/etc/')).map(({ path, md5: sum }) => [path, sum]));
}

const sumOf = (path: string): string | undefined => digestOf(path, 'md5');
