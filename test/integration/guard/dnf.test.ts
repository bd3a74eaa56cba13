// dnf 4 and dnf 5 with the guard, beside the table of `npm run campaign -- matrix --manager dnf`: how it fails, what it costs, what stays open.
import { describe, expect, it } from '@jest/globals';
import { REFUSAL } from '../../../src/guard/words/refusal.ts';
import { ensureBootcStandIn } from '../../testbed/stand-in/bootc-stand-in.ts';
import { count, onDnfHost } from '../dnf-host.ts';
import { productDeb } from '../guarded-host.ts';
import { quick, rows } from '../scope.ts';

const NOTICE = /^notice: /gm;

describe('a broken detector', () => {
  const breakIt = "printf '#!/bin/sh\\nkill -SEGV $$\\n' >/run/broken; chmod 755 /run/broken; mount --bind /run/broken /usr/libexec/apt-image-based/usr-overlay";

  it('is a refusal on a read-only /usr, and stops no query', async () => {
    const { stdout, stderr } = await onDnfHost(
      { variant: 'forky', state: 'locked' },
      `${breakIt}
say dnf4 dnf4 -y install rpm-install; say dnf5 dnf5 -y install rpm-install
say query4 dnf4 repoquery rpm-install; say query5 dnf5 repoquery rpm-install; say cache5 dnf5 makecache; say list5 dnf5 group list`,
    );
    expect(stdout).toBe('dnf4 1\ndnf5 1\nquery4 0\nquery5 0\ncache5 0\nlist5 0\n');
    expect(count(stderr, REFUSAL)).toBe(2);
    expect(count(stderr, 'hint: the detector was ended by signal 11; SELinux or another hardening that denies it memory can do that, and so can a damaged file: `sudo journalctl -b` may tell')).toBe(2);
  }, 300_000);

  it('is nothing on a writable one', async () => {
    const { stdout, stderr } = await onDnfHost({ variant: 'forky', state: 'unlock' }, `${breakIt}\nsay dnf4 dnf4 -y install rpm-install; say dnf5 dnf5 -y install rpm-second`);
    expect(stdout).toBe('dnf4 0\ndnf5 0\n');
    expect(stderr).not.toMatch(/read-only \/usr|^hint:/m);
  }, 300_000);
});

it.each([
  ['APT_IMAGE_BASED=off', 'export APT_IMAGE_BASED=off'],
  ['/etc/apt-image-based/off', 'touch /etc/apt-image-based/off'],
  ['a hook that is gone', 'mount -t tmpfs none /usr/libexec/apt-image-based'],
])('%s steps around the guard, and dnf goes its own way', async (_, how) => {
  const { stdout, stderr } = await onDnfHost({ variant: 'forky', state: 'locked' }, `${how}\nsay dnf5 dnf5 -y install rpm-install; say dnf4 dnf4 -y install rpm-install; say cache dnf5 makecache`);
  expect(stdout).toBe('dnf5 1\ndnf4 1\ncache 0\n');
  expect(stderr).not.toContain(REFUSAL);
  expect(stderr).toMatch(/\/usr is configured to be read-only[^]*This bootc system is configured to be read-only/);
}, 300_000);

it.each(['writable', 'image-build'])('%s: the hook runs, no node process starts, not a word is said', async (state) => {
  const { stdout, stderr } = await onDnfHost(
    { variant: 'forky', state },
    `printf '#!/bin/sh\\necho started >>/run/count\\n' >/run/counting; chmod 755 /run/counting; mount --bind /run/counting /usr/libexec/apt-image-based/usr-overlay
printf '#!/bin/sh\\necho called >>/run/calls\\nexec /run/hook "$@"\\n' >/run/wrapper; chmod 755 /run/wrapper
cp /usr/libexec/apt-image-based/hook /run/hook; mount --bind /run/wrapper /usr/libexec/apt-image-based/hook
say install4 dnf4 -y install rpm-install; say remove4 dnf4 -y remove rpm-remove; say install5 dnf5 -y install rpm-second; say upgrade5 dnf5 -y upgrade
wc -l </run/calls; test -e /run/count || echo none`,
  );
  expect(stdout).toBe('install4 0\nremove4 0\ninstall5 0\nupgrade5 0\n6\nnone\n');
  expect(stderr).not.toMatch(/^(notice|hint|error):/m);
}, 300_000);

it.each(rows(['trixie', quick('forky')]))("%s: dnf 4's own --transient works, and usr-overlay makes that overlay writable", async (variant) => {
  const { stdout, stderr } = await onDnfHost(
    { variant, state: 'locked' },
    `say transient dnf4 -y --transient install rpm-install; rpm-install; test -w /usr || echo read-only
say refused dnf4 -y install rpm-second; say configured dnf4 -y --setopt=persistence=transient install rpm-grouped
say up usr-overlay; test -w /usr && echo writable; rpm-install; say install dnf4 -y install rpm-second; rpm-second; ostree admin status | grep -o 'Unlocked: .*'`,
  );
  expect(stdout).toBe('transient 0\nrpm-install 1.0\nread-only\nrefused 1\nconfigured 0\nup 0\nwritable\nrpm-install 1.0\ninstall 0\nrpm-second 1.0\nUnlocked: development\n');
  expect(count(stderr, REFUSAL)).toBe(1);
  expect(stderr.match(NOTICE)).toHaveLength(1);
}, 300_000);

it("dnf 5's own --transient works where bootc is, and by its configuration", async () => {
  const { stdout, stderr } = await onDnfHost(
    { variant: 'forky', state: 'locked', install: [productDeb(), await ensureBootcStandIn()] },
    `say refused dnf5 -y install rpm-install; say transient dnf5 -y install --transient rpm-install; rpm-install; test -w /usr || echo read-only
printf '[main]\\npersistence=transient\\n' >/run/dnf.conf; say configured dnf5 --config=/run/dnf.conf -y install rpm-second; rpm-second`,
  );
  expect(stdout).toBe('refused 1\ntransient 0\nrpm-install 1.0\nread-only\nconfigured 0\nrpm-second 1.0\n');
  expect(count(stderr, REFUSAL)).toBe(1);
}, 300_000);

it('the rpm database follows the overlay, and the notice knows it', async () => {
  const { stdout, stderr } = await onDnfHost(
    { variant: 'forky', state: 'locked' },
    'say up usr-overlay; say install dnf5 -y install rpm-install; rpm -q rpm-install; say down usr-overlay down; rpm -q rpm-install; rpm -q rpm-present',
  );
  expect(stdout).toBe('up 0\ninstall 0\nrpm-install-1.0-1.noarch\ndown 0\npackage rpm-install is not installed\nrpm-present-1.0-1.noarch\n');
  expect(stderr.match(NOTICE)).toHaveLength(1);
  expect(stderr).not.toContain('will still list it');
}, 300_000);

it.each(rows([['bookworm', '3.11'], ['trixie', '3.13'], quick(['forky', '3.14'])]))('%s: the plugin passes Python %s with warnings as errors, and is gone with the package', async (variant, python) => {
  const plugins = '/usr/lib/python3/dist-packages/dnf-plugins';
  const { stdout, stderr } = await onDnfHost(
    { variant, state: 'writable' },
    `python3 --version | grep -o '3\\.[0-9]*'
mkdir -p /run/stub/dnf; echo 'class Plugin: pass' >/run/stub/dnf/__init__.py; echo 'class Error(Exception): pass' >/run/stub/dnf/exceptions.py; echo 'FORWARD_ACTIONS = BACKWARD_ACTIONS = []' >/run/stub/dnf/transaction.py
say import env PYTHONPATH=/run/stub:${plugins} python3 -B -W error -c 'import apt_image_based'
say run python3 -W error::DeprecationWarning:dnf.dynamic /usr/bin/dnf-3 --releasever=1 --disableplugin=local -y install rpm-install
say dpkg dpkg --remove apt-image-based; find ${plugins} -name '*apt_image_based*'; ls /etc/dnf/plugins/apt-image-based.conf
say dnf4 dnf4 -y remove rpm-install; [ ! -e /usr/bin/dnf5 ] || say dnf5 dnf5 makecache`,
  );
  expect(stdout).toBe(`${python}\nimport 0\nrun 0\ndpkg 0\n/etc/dnf/plugins/apt-image-based.conf\ndnf4 0\n${variant === 'forky' ? 'dnf5 0\n' : ''}`);
  expect(stderr).not.toMatch(/apt.image.based.*(Error|Warning)|Traceback/);
}, 300_000);

it('the first hint is the own command, which then works', async () => {
  const { stdout } = await onDnfHost(
    { variant: 'forky', state: 'locked' },
    `paste() { "$@" </dev/null 2>&1 | sed -n 's/^hint: to do just this for now: .\\(usr-overlay run .*\\).$/\\1/p' >/run/paste; sh /run/paste >&2 && echo pasted; }
paste dnf5 -y install rpm-install; rpm-install; paste dnf4 -y install rpm-second; rpm-second; test -w /usr || echo read-only`,
  );
  expect(stdout).toBe('pasted\nrpm-install 1.0\npasted\nrpm-second 1.0\nread-only\n');
}, 300_000);
