// Each plan is judged: where apt's own simulation is slow, whatever front end made the plan, and whatever else the administrator's hooks do.
import { expect, it } from '@jest/globals';
import { onHost } from '../guarded-host.ts';

/** A package that counts as a kernel, as a file, and apt-get by another name: to apt's hooks it is any front end of libapt. */
const KERNEL = `
mkdir -p /run/kernel/DEBIAN /run/kernel/boot
printf 'Package: linux-image-9.9.9-fake\\nVersion: 1\\nArchitecture: all\\nMaintainer: x <x@example.org>\\nDescription: x\\n' >/run/kernel/DEBIAN/control
echo kernel >/run/kernel/boot/vmlinuz-9.9.9-fake
dpkg-deb --root-owner-group --build /run/kernel /run/kernel.deb >/run/out
cp /usr/bin/apt-get /run/frontend
spoken() { grep -oE '^(notice|warning|error: linux-image-9.9.9-fake writes to /boot)' /run/err; }
`;
const hook = (line: string) => `echo 'APT::Install::Pre-Invoke:: "${line}";' >/etc/apt/apt.conf.d/50admin`;

it("an administrator's own slow hook hides no kernel, and runs once", async () => {
  const { stdout } = await onHost({ variant: 'trixie', state: 'unlock' }, `${KERNEL}
${hook('echo ran >>/run/ran; sleep 3')}
apt-get -y install /run/kernel.deb >/run/out 2>/run/err; echo "exit $?"; spoken; ls /boot | grep fake
apt-get -y install --reinstall tiny-present >/run/out 2>/run/err; echo "exit $?"; spoken
wc -l </run/ran`);
  expect(stdout).toBe('exit 100\nerror: linux-image-9.9.9-fake writes to /boot\nexit 0\nnotice\n2\n');
}, 300_000);

it('another front end removes no kernel and installs none: it tells its plan just before dpkg', async () => {
  const { stdout } = await onHost({ variant: 'trixie', state: 'unlock' }, `${KERNEL}
/run/frontend -y install /run/kernel.deb >/run/out 2>/run/err; echo "exit $?"; tail -n +2 /run/err >/run/rest; grep -c '^error: linux-image-9.9.9-fake writes to /boot' /run/err
APT_IMAGE_BASED=off dpkg -i /run/kernel.deb >/run/out
echo '#clear APT::Install::Pre-Invoke;' >/etc/apt/apt.conf.d/zzz-late
/run/frontend -y remove linux-image-9.9.9-fake >/run/out 2>/run/err; echo "exit $?"; spoken; ls /boot | grep fake
/run/frontend -y install tiny-install >/run/out 2>/run/err; echo "exit $?"; spoken`);
  expect(stdout).toBe('exit 100\n1\nexit 100\nerror: linux-image-9.9.9-fake writes to /boot\nvmlinuz-9.9.9-fake\nexit 0\nnotice\n');
}, 300_000);

it.each(['locked', 'unlock'])('%s: without what apt tells early, the same verdicts', async (state) => {
  const { stdout } = await onHost({ variant: 'trixie', state }, `${KERNEL}
# What is let through fails just before dpkg, so that the host stays as it is.
verdicts() {
  for words in 'install tiny-install' 'install tiny-present' 'install --reinstall tiny-present' 'remove tiny-remove' 'install /run/kernel.deb' 'satisfy tiny-present'; do
    apt-get -y -o DPkg::Pre-Invoke::=false $words >/run/out 2>/run/err; echo "$? $words" $(grep -oE '^(error|notice): .*' /run/err)
  done
}
verdicts >/run/told
rm /etc/apt/apt.conf.d/zz-apt-image-based-plan
verdicts >/run/asked
diff /run/told /run/asked && echo same; cut -d ' ' -f 1 /run/told | tr '\\n' ' '`);
  expect(stdout).toBe('same\n100 0 100 100 100 0 ');
}, 300_000);

it('a run that finds everything installed is let through, but not where dpkg has something left to configure', async () => {
  const { stdout } = await onHost({ variant: 'trixie', state: 'locked' }, `
run() { apt-get -y install tiny-present >/run/out 2>/run/err; echo "exit $?, $(grep -c '^error: read-only /usr detected' /run/err) refused, $(grep -c 'scripts APT::Install::Pre-Invoke' /run/err) early"; }
run
for state in unpacked half-configured; do
  sed -i "/^Package: tiny-reinstall$/,/^$/s/^Status: .*/Status: install ok $state/" /var/lib/dpkg/status; run; dpkg-query -W -f '\${Status}\n' tiny-reinstall
done`);
  expect(stdout).toBe('exit 0, 0 refused, 0 early\nexit 100, 1 refused, 1 early\ninstall ok unpacked\nexit 100, 1 refused, 1 early\ninstall ok half-configured\n');
}, 300_000);

it('a folder that apt cannot come back to is no reason to refuse an install with nothing to do', async () => {
  const { stdout } = await onHost({ variant: 'trixie', state: 'locked' }, `
mkdir /run/gone; cd /run/gone; rmdir /run/gone
apt-get -y satisfy tiny-present >/run/out 2>&1; echo "exit $?"`);
  expect(stdout).toBe('exit 0\n');
}, 300_000);

it("an ordinary host's own hook may make /usr writable by a script", async () => {
  const { stdout, stderr } = await onHost({ variant: 'trixie', state: 'read-only-bind' }, `
mkdir -p /opt; printf '#!/bin/sh\\nmount -o remount,rw /usr\\n' >/opt/writable; chmod +x /opt/writable
echo 'DPkg::Pre-Invoke:: "/opt/writable";' >/etc/apt/apt.conf.d/50admin
apt-get -y install tiny-install >/run/out; echo "exit $?"; tiny-install`);
  expect(stderr).not.toMatch(/^(error|hint|notice): /m);
  expect(stdout).toBe('exit 0\ntiny-install 1.0\n');
}, 300_000);

it('is refused just before dpkg where that script fails', async () => {
  const { stdout, stderr } = await onHost({ variant: 'trixie', state: 'read-only-bind' }, `
mkdir -p /opt; printf '#!/bin/sh\\nfalse || exit 0; mount -o remount,rw /usr\\n' >/opt/writable; chmod +x /opt/writable
echo 'DPkg::Pre-Invoke:: "/opt/writable";' >/etc/apt/apt.conf.d/zzz-admin
apt-get -y install tiny-install >/run/out; echo "exit $?"; dpkg --audit`);
  expect(stderr.match(/^error: read-only/gm)).toHaveLength(1);
  expect(stdout).toBe('exit 100\n');
}, 300_000);
