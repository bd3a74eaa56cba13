// What package managers do in an overlay, with the packages of loss-debs.ts and loss-rpms.ts.
import type { Random } from '../concurrency/random.ts';
import type { HostKind } from './host-kinds.ts';

export const POOL = '/run/loss/repository/loss/pool';

const NEWER = ['keep-conf 1.1', 'keep-conf 1.1', 'keep-conf 1.2', 'keep-unit 1.1'] as const;
const NEW_DEBS = [...NEWER, 'keep-links 1.1', 'keep-daemon 1.0', 'keep-daemon 1.1', 'keep-viewer 1.0', 'keep-heir 1.0', 'keep-divert 1.0', 'keep-apt 1.0', 'keep-user 1.0', 'keep-conf 1.0', 'keep-links 1.0'] as const;
const NEW_RPMS = [...NEWER, 'keep-daemon 1.0', 'keep-daemon 1.1', 'keep-apt 1.0'] as const;
const OLD_DEBS = ['keep-conf', 'keep-unit', 'keep-gone', 'keep-gone', 'keep-pager', 'keep-links', 'keep-daemon', 'keep-divert', 'keep-viewer'] as const;
const OLD_RPMS = ['keep-conf', 'keep-unit', 'keep-gone', 'keep-daemon'] as const;

/** Shell text. Without a rule for edited configuration dpkg stops there: nobody answers its question. */
export function transaction({ manager, variant }: HostKind, random: Random): string {
  return manager === 'dpkg' ? ofDpkg(random) : ofRpm(random, variant.startsWith('forky'));
}

function ofDpkg({ pick, chance }: Random): string {
  const force = pick(['--force-confold', '--force-confnew', '--force-confnew', '--force-confnew', '--force-confdef']);
  const apt = `apt-get -q -y --allow-downgrades --allow-change-held-packages -o Dpkg::Use-Pty=0 -o Dpkg::Options::=${force}`;
  if (chance(25)) {
    const [name, how] = [pick(OLD_DEBS), pick(['remove', 'purge'])];
    return chance(50) ? `${apt} ${how} ${name}` : `dpkg --${how} ${name}`;
  }
  const [name = '', version = ''] = pick(NEW_DEBS).split(' ');
  return chance(40) ? `${apt} install ${name}=${version}` : `dpkg ${chance(10) ? '' : `${force} `}-i ${POOL}/${name}_${version}_all.deb`;
}

function ofRpm({ pick, chance }: Random, hasDnf5: boolean): string {
  const dnf = hasDnf5 && chance(70) ? '/usr/bin/dnf5 --releasever=1 --disable-plugin=local' : '/usr/bin/dnf-3 --releasever=1 --disableplugin=local';
  if (chance(25)) return chance(30) ? `${dnf} -y -q remove ${pick(OLD_RPMS)}` : `rpm -e ${pick(OLD_RPMS)}`;
  const [name = '', version = ''] = pick(NEW_RPMS).split(' ');
  return chance(30) ? `${dnf} -y -q install ${name}-${version}` : `rpm -U --oldpackage ${POOL}/${name}-${version}.rpm`;
}
