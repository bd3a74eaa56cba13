// What changes /usr, in every way that is asked for: refused on a locked host.
import { refusedByDpkg, refusedEarly, spelling } from './action.ts';
import type { Action } from './action.ts';
import type { Suite } from '../hosts/rootfs.ts';

const NEWER = ['tiny-upgrade', 'tiny-conffile', 'tiny-service', 'tiny-unattended', 'tiny-dist'];
const downgrade = (...names: string[]) => `apt-get -qq -y --allow-downgrades --purge install ${names.map((name) => `${name}=1.0`).join(' ')}`;
const older = { restore: `${downgrade(...NEWER)} tiny-dist-new-` };
const purge = (...names: string[]) => ({ restore: `purge ${names.join(' ')}` });
const install = (...names: string[]) => ({ restore: `apt-get -qq -y install ${names.join(' ')}` });
const unused = { prepare: 'apt-mark auto tiny-orphan', restore: 'apt-get -qq -y install tiny-orphan' };
const history: { prepare: string; suites: readonly Suite[] } = { prepare: 'history_log tiny-present tiny-remove tiny-install', suites: ['forky'] };
const FILE = '/run/tiny/debs/tiny-file_1.0_all.deb';
// apt may take the same package from the repository instead: so it has that one already.
const file = { prepare: 'deb tiny-file; apt-get -qq -y -d install tiny-file', fetches: false, ...purge('tiny-file') };
const DPKG = '/run/tiny/debs/tiny-dpkg_1.0_all.deb';

export const REFUSED_BY_APT: readonly Action[] = [
  refusedEarly('apt install', 'apt install -y tiny-install', purge('tiny-install')),
  refusedEarly('apt-get install', 'apt-get install -y tiny-install', purge('tiny-install')),
  refusedEarly('apt-get install with a dependency', 'apt-get -y install tiny-depends', purge('tiny-depends', 'tiny-dependency')),
  refusedEarly('apt-get install of 40 MB', 'apt-get -y install tiny-big', purge('tiny-big')),
  refusedEarly('apt-get install of /etc alone', 'apt-get -y install tiny-etc-only', purge('tiny-etc-only')),
  refusedEarly('apt-get install of a file', `apt-get -y install ${FILE}`, file),
  refusedEarly('apt-get install of ./file', 'cd /run/tiny/debs && apt-get -y install ./tiny-file_1.0_all.deb', file),
  refusedEarly('apt-get install of a newer version', 'apt-get -y install tiny-service', { restore: downgrade('tiny-service') }),
  refusedEarly('apt-get install name-', 'apt-get -y install tiny-remove-', { fetches: false, ...install('tiny-remove') }),
  refusedEarly('apt upgrade', 'apt upgrade -y', older),
  refusedEarly('apt-get upgrade', 'apt-get -y upgrade', older),
  refusedEarly('apt-get upgrade name', 'apt-get -y upgrade tiny-upgrade', older),
  refusedEarly('apt full-upgrade', 'apt -y full-upgrade', older),
  refusedEarly('apt-get dist-upgrade', 'apt-get -y dist-upgrade', older),
  refusedEarly('apt remove', 'apt -y remove tiny-remove', { fetches: false, ...install('tiny-remove') }),
  refusedEarly('apt-get remove', 'apt-get -y remove tiny-remove', { fetches: false, ...install('tiny-remove') }),
  refusedEarly('apt-get purge', 'apt-get -y purge tiny-purge', { fetches: false, ...install('tiny-purge') }),
  refusedEarly('apt-get autoremove', 'apt-get -y autoremove', { fetches: false, ...unused }),
  refusedEarly('apt-get reinstall', 'apt-get -y reinstall tiny-reinstall'),
  refusedEarly('apt-get --reinstall install', 'apt-get -y --reinstall install tiny-reinstall'),
  refusedEarly('apt-get build-dep', 'apt-get -y build-dep tiny-source', purge('tiny-builddep', 'build-essential')),
  refusedEarly('apt build-dep', 'apt -y build-dep tiny-source', purge('tiny-builddep', 'build-essential')),
  refusedEarly('apt-get satisfy', "apt-get -y satisfy 'tiny-satisfy (>= 1.0)'", purge('tiny-satisfy')),
  refusedEarly('apt satisfy', "apt -y satisfy 'tiny-satisfy (>= 1.0)'", purge('tiny-satisfy')),
  // apt 3.3 undoes and repeats what its log tells; these verbs know no -s.
  refusedEarly('apt history-undo', 'apt -y history-undo 1', { ...history, fetches: false, ...install('tiny-remove') }),
  refusedEarly('apt history-redo', 'apt -y history-redo 2', { ...history, ...purge('tiny-install') }),
  refusedEarly('apt history-rollback', 'apt -y history-rollback 0', { ...history, fetches: false, ...install('tiny-remove') }),
];

const notSimulated = (options: string): Action =>
  spelling(refusedEarly(`apt-get ${options} install`, `apt-get -y ${options} install tiny-install`, purge('tiny-install')));

/** Command lines that look as if nothing would be done. */
export const REFUSED_SPELLINGS: readonly Action[] = [
  ...[
    '-s=no', '--simulate=no', '-s --no-simulate', '-s --no-dry-run', '-o APT::Get::Simulate=0', '-s -o APT::Get::Simulate=false',
    '-d=no', '--download-only=false', '-o APT::Get::Download-Only=0', '-o APT::Get::Print-URIs=no', '-o Testbed::Value=-s',
    '-o Testbed::Value=--download-only', '-oTestbed=APT::Get::Simulate=1', '-o Testbed::Options::=--root=/run/tiny/root',
    '-o RootDir=/', '-o DPkg::Chroot-Directory=/', '-o DPkg::Options::=--root=/',
  ].map(notSimulated),
  spelling(refusedEarly('apt-get install -- name', 'apt-get -y install -- tiny-install', purge('tiny-install'))),
  spelling(refusedEarly('apt-get install name options', 'apt-get install tiny-install -y', purge('tiny-install'))),
];

const PYTHON = `python3 -c 'import apt; cache = apt.Cache(); cache["tiny-python"].mark_install(); cache.commit()'`;

// It keeps what dpkg and its hooks say for its own log.
const UNATTENDED = `
log=/var/log/unattended-upgrades/unattended-upgrades-dpkg.log
rm -f $log
APT_CONFIG=/run/tiny/unattended.conf unattended-upgrade
rc=$?
cat $log
exit $rc
`;

/** What the early layer does not see: the download is done, /usr is still saved. */
export const REFUSED_LATER: readonly Action[] = [
  refusedEarly('python-apt install', PYTHON, { layer: 'archives', refusedRc: 1, ...purge('tiny-python') }),
  refusedEarly('unattended-upgrade', UNATTENDED, {
    layer: 'archives',
    refusedRc: 1,
    prepare: 'unattended_conf',
    restore: downgrade('tiny-unattended'),
  }),
  refusedByDpkg('dpkg -i', `dpkg -i ${DPKG}`, { prepare: 'deb tiny-dpkg', ...purge('tiny-dpkg') }),
  refusedByDpkg('dpkg --unpack', `dpkg --unpack ${DPKG}`, { prepare: 'deb tiny-dpkg', restore: 'dpkg --purge tiny-dpkg' }),
  refusedByDpkg('dpkg -r', 'dpkg -r tiny-dpkg-remove', install('tiny-dpkg-remove')),
  refusedByDpkg('dpkg -P', 'dpkg -P tiny-dpkg-remove', install('tiny-dpkg-remove')),
  spelling(refusedByDpkg('dpkg --root=/ -i', `dpkg --root=/ -i ${DPKG}`, { prepare: 'deb tiny-dpkg', ...purge('tiny-dpkg') })),
  spelling(
    refusedByDpkg('dpkg --root=link-to-/ -i', `dpkg --root=/run/tiny/slash -i ${DPKG}`, {
      prepare: 'deb tiny-dpkg; ln -sfn / $tiny/slash',
      ...purge('tiny-dpkg'),
    }),
  ),
];
