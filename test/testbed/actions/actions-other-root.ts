// Another root than the host's, by every way there is; and `Dir`, which looks like one and is not.
import { allowed, refusedByDpkg, refusedEarly, spelling } from './action.ts';
import type { Action } from './action.ts';

const ROOT = '/run/tiny/root';
const DEB = '/run/tiny/debs/tiny-spare_1.0_all.deb';
const apt = (name: string, options: string, prepare = 'target'): Action =>
  allowed(name, `apt-get ${options} -y install tiny-spare && only_in_target tiny-spare`, { prepare, fetches: true });
const dpkg = (name: string, run: string): Action => allowed(name, `${run} && only_in_target tiny-spare`, { prepare: 'target; deb tiny-spare' });

// dpkg runs chrooted while the archive is fetched outside: it has to lie at the same path in both.
const ARCHIVE_INSIDE = `target; deb tiny-spare; cp ${DEB} ${ROOT}/var/cache/apt/archives/`;

export const OTHER_ROOTS: readonly Action[] = [
  apt('apt-get RootDir', `-o RootDir=${ROOT}`),
  apt('apt-get DPkg::Chroot-Directory', `-o DPkg::Chroot-Directory=${ROOT}`, ARCHIVE_INSIDE),
  apt('apt-get DPkg::Options::=--root', `-o DPkg::Options::=--root=${ROOT}`),
  spelling(apt('apt-get dpkg::options::=--root, two options', `-o dpkg::options::=--force-confold -o dpkg::options::=--root=${ROOT}`)),
  spelling(apt('apt-get Dir and DPkg::Options::=--root', `-o Dir=${ROOT} -o DPkg::Options::=--root=${ROOT}`)),
  spelling(apt('apt-get -c with DPkg::Options --root', '-c /run/tiny/root.conf', `target; echo 'DPkg::Options { "--root=${ROOT}"; };' >$tiny/root.conf`)),
  dpkg('dpkg --root=', `dpkg --root=${ROOT} -i ${DEB}`),
  spelling(dpkg('dpkg --root with a space', `dpkg --root ${ROOT} -i ${DEB}`)),
  spelling(dpkg('dpkg --instdir --admindir', `dpkg --instdir=${ROOT} --admindir=${ROOT}/var/lib/dpkg -i ${DEB}`)),
  spelling(dpkg('DPKG_ROOT= dpkg', `DPKG_ROOT=${ROOT} dpkg -i ${DEB}`)),
];

export const ONLY_SEEMINGLY: readonly Action[] = [
  refusedEarly('apt-get Dir', `apt-get -o Dir=${ROOT} -y install tiny-dir && [ -x /usr/bin/tiny-dir ]`, {
    prepare: 'target',
    restore: 'purge tiny-dir',
  }),
  // The host's /usr with another database: the files still land in the host.
  spelling(
    refusedByDpkg('dpkg --admindir', `dpkg --admindir=${ROOT}/var/lib/dpkg -i ${DEB} && [ -x /usr/bin/tiny-spare ]`, {
      prepare: 'target; deb tiny-spare',
      restore: 'rm /usr/bin/tiny-spare',
    }),
  ),
];
