// Front ends of apt and dpkg other than apt itself: refused in the guard's words, once, with the command to type and the database as it was;
// in an overlay one notice with the right counts; on an ordinary host silence, and no detector.
import { expect, it } from '@jest/globals';
import { FRONT_ENDS } from '../../testbed/hosts/front-ends.ts';
import { onHost } from '../guarded-host.ts';

const LIBRARY = `
detector=/usr/libexec/apt-image-based/usr-overlay
cp $detector /run/detector
printf '#!/bin/bash\\necho >>/run/started\\nexec /run/detector "$@"\\n' >/run/logger; chmod 755 /run/logger; mount --bind /run/logger $detector
# What the front end itself selects is left out.
database() { dpkg-query --show --showformat='\${Package} \${Version} \${db:Status-Status}\\n' | sha256sum; }
try() { # NAME COMMAND…: a line of what was seen
  name=$1; shift
  apt-get clean; true >/run/started; before=$(database)
  "$@" </dev/null >/run/out 2>&1; code=$?
  said="$(grep -ac 'error: read-only /usr detected' /run/out) refused, $(grep -ac 'notice: /usr is on a temporary overlay' /run/out) noticed"
  [ "$before" = "$(database)" ] && changed=same || changed=changed
  downloads=$(ls /var/cache/apt/archives/*.deb 2>/dev/null | wc -l)
  counts=$(grep -a '^hint: .* free in /usr' /run/out | grep -oE '[0-9]+ to (install|upgrade|remove)' | paste -sd ' ')
  typed=$(grep -aoE '\`usr-overlay run [^\`]*\`' /run/out)
  other=$(grep -aoE 'error: [^ ]* writes to /boot' /run/out)
  echo "$name: exit $code, $said, $changed, $downloads downloaded, detector $( [ -s /run/started ] && echo ran || echo not)\${counts:+, $counts}\${typed:+, $typed}\${other:+, $other}"
}
mount -t tmpfs tmpfs /usr/local
mkdir -p /run/kernel/DEBIAN /run/kernel/boot /usr/local/share/tasksel/descs
printf 'Package: linux-image-9.9.9-fake\\nVersion: 1\\nArchitecture: all\\nMaintainer: x <x@example.org>\\nDescription: x\\n' >/run/kernel/DEBIAN/control
echo kernel >/run/kernel/boot/vmlinuz-9.9.9-fake
dpkg-deb --root-owner-group --build /run/kernel /run/kernel.deb >/run/out
printf 'Task: tiny\\nSection: user\\nDescription: tiny\\n tiny\\nPackages: list\\n tiny-satisfy\\n' >/usr/local/share/tasksel/descs/tiny.desc
echo 'import apt; c = apt.Cache(); c["tiny-python"].mark_install(); c.commit()' >/root/install.py
# What it prints with -v is what it has read of this file until dpkg ended: the rest comes into the file alone.
unattended() { log=/var/log/unattended-upgrades/unattended-upgrades-dpkg.log; unattended-upgrade -v >/dev/null 2>&1; code=$?; cat $log; rm $log; return $code; }
deb tiny-file; unattended_conf; export APT_CONFIG=/run/tiny/unattended.conf
`;

const COMMANDS: [name: string, command: string][] = [
  ['apt asks', 'apt-get --assume-no install tiny-depends'],
  ['apt asks not', 'apt-get --assume-no install tiny-install'],
  ['aptitude, nothing to do', 'aptitude -y install tiny-present'],
  ['aptitude', 'aptitude -y install tiny-spare'],
  ['aptitude removes', 'aptitude -y remove tiny-remove'],
  ['nala, nothing to do', 'nala install -y tiny-present'],
  ['nala', 'nala install -y tiny-dependency'],
  ['nala removes', 'nala remove -y tiny-purge'],
  ['gdebi', 'gdebi -n /run/tiny/debs/tiny-file_1.0_all.deb'],
  ['a script of python-apt', 'python3 /root/install.py'],
  ['unattended-upgrade', 'unattended'],
  ['tasksel', 'tasksel install tiny'],
  ['dpkg-reconfigure', 'dpkg-reconfigure -f noninteractive ca-certificates'],
  ['nala, a kernel', 'nala install -y /run/kernel.deb'],
  ['gdebi, a kernel', 'gdebi -n /run/kernel.deb'],
];

const JOB = `${LIBRARY}${COMMANDS.map(([name, command]) => `try '${name}' ${command}`).join('\n')}
dpkg-query --show --showformat='\${Package} \${db:Status-Status}\\n' | grep -vE ' (installed|config-files|not-installed)$'; ls /boot | grep fake; true`;

/** What each command is to show; a front end of another suite may differ. */
type Table = Record<string, string>;

const refused = (exit: number, downloads: number, command: string): string => `exit ${String(exit)}, 1 refused, 0 noticed, same, ${String(downloads)} downloaded, detector ran, \`usr-overlay run ${command}\``;
const noticed = (downloads: number, counts: string): string => `exit 0, 0 refused, 1 noticed, changed, ${String(downloads)} downloaded, detector ran, ${counts}`;
const silent = (exit: number, rest: string): string => `exit ${String(exit)}, 0 refused, 0 noticed, ${rest}`;

const ONE = '1 to install';
const GONE = '1 to remove';

const LOCKED: Table = {
  'apt asks': silent(1, 'same, 0 downloaded, detector ran'),
  'apt asks not': refused(100, 0, 'apt-get --assume-no install tiny-install'),
  'aptitude, nothing to do': silent(0, 'same, 0 downloaded, detector ran'),
  aptitude: refused(255, 1, 'aptitude -y install tiny-spare'),
  'aptitude removes': refused(255, 0, 'aptitude -y remove tiny-remove'),
  'nala, nothing to do': silent(0, 'same, 0 downloaded, detector not'),
  nala: refused(10, 1, 'nala install -y tiny-dependency'),
  'nala removes': refused(10, 0, 'nala remove -y tiny-purge'),
  gdebi: refused(2, 0, 'gdebi -n /run/tiny/debs/tiny-file_1.0_all.deb'),
  'a script of python-apt': refused(1, 1, 'python3 /root/install.py'),
  'unattended-upgrade': refused(1, 1, 'unattended-upgrade -v'),
  // It shows nothing of what apt-get says.
  tasksel: silent(1, 'same, 0 downloaded, detector ran'),
  'dpkg-reconfigure': silent(0, 'same, 0 downloaded, detector not'),
  // It exits with 0 whatever dpkg says.
  'nala, a kernel': refused(0, 0, 'nala install -y /run/kernel.deb'),
  'gdebi, a kernel': refused(2, 0, 'gdebi -n /run/kernel.deb'),
};

const UNLOCKED: Table = {
  'apt asks': silent(1, 'same, 0 downloaded, detector ran'),
  'apt asks not': noticed(1, ONE),
  'aptitude, nothing to do': silent(0, 'same, 0 downloaded, detector ran'),
  aptitude: noticed(1, ONE),
  'aptitude removes': noticed(0, GONE),
  'nala, nothing to do': silent(0, 'same, 0 downloaded, detector not'),
  nala: noticed(1, ONE),
  'nala removes': noticed(0, GONE),
  gdebi: noticed(0, ONE),
  'a script of python-apt': noticed(1, ONE),
  'unattended-upgrade': noticed(0, '1 to upgrade'),
  tasksel: silent(0, 'changed, 1 downloaded, detector ran'),
  'dpkg-reconfigure': 'exit 0, 0 refused, 1 noticed, same, 0 downloaded, detector ran',
  'nala, a kernel': silent(0, 'same, 0 downloaded, detector ran, error: linux-image-9.9.9-fake writes to /boot'),
  'gdebi, a kernel': silent(2, 'same, 0 downloaded, detector ran, error: linux-image-9.9.9-fake writes to /boot'),
};

/** nala 0.18 is written in Rust and runs apt's early hook itself. */
const OF_FORKY: Record<'locked' | 'unlock', Table> = {
  locked: {
    'nala, nothing to do': silent(0, 'same, 0 downloaded, detector ran'),
    nala: refused(1, 0, 'nala install -y tiny-dependency'),
    'nala removes': refused(1, 0, 'nala remove -y tiny-purge'),
    'nala, a kernel': refused(1, 0, 'nala install -y /run/kernel.deb'),
  },
  unlock: {
    'nala, nothing to do': silent(0, 'same, 0 downloaded, detector ran'),
    'nala, a kernel': silent(1, 'same, 0 downloaded, detector ran, error: linux-image-9.9.9-fake writes to /boot'),
  },
};

const rowsOf = (table: Table): string[] => COMMANDS.map(([name]) => `${name}: ${table[name] ?? ''}`);

it.each([
  ['trixie', 'locked', LOCKED],
  ['trixie', 'unlock', UNLOCKED],
  ['forky', 'locked', { ...LOCKED, ...OF_FORKY.locked }],
  ['forky', 'unlock', { ...UNLOCKED, ...OF_FORKY.unlock }],
] as const)('%s, %s', async (variant, state, table) => {
  const { stdout } = await onHost({ variant, state, extra: FRONT_ENDS[variant] }, JOB);
  expect(stdout.trimEnd().split('\n')).toEqual(rowsOf(table));
}, 600_000);

it.each(['trixie', 'forky'] as const)('%s, an ordinary host: silence, and no detector', async (variant) => {
  const { stdout } = await onHost({ variant, state: 'writable', extra: FRONT_ENDS[variant] }, JOB);
  const rows = stdout.trimEnd().split('\n').filter((row) => row !== 'vmlinuz-9.9.9-fake');
  expect(rows.map((row) => row.replace(/, (same|changed), \d+ downloaded/, ''))).toEqual(COMMANDS.map(([name]) => `${name}: exit ${name === 'apt asks' ? '1' : '0'}, 0 refused, 0 noticed, detector not`));
}, 600_000);
