// An administrator's remount of /usr that is a script, in either list of apt's hooks, or a program of which nobody can read what it does.
import { expect, it } from '@jest/globals';
import { onHost } from '../guarded-host.ts';

const script = (name: string, text: string): string => `mkdir -p /opt /etc/apt-image-based; printf '#!/bin/sh\\n${text}\\n' >/opt/${name}; chmod 755 /opt/${name}`;
const READABLE = script('rw', 'mount -o remount,bind,rw /usr');
const RIDDLE = script('rw', 'm=mou; o=remo; ${m}nt -o bind,${o}unt,rw /usr');
const NAMED = 'remount-hooks = ["/opt/rw"]';

it.each([
  ['a script', READABLE, 'DPkg::Pre-Invoke { "/opt/rw"; };'],
  ['a script with words around it', READABLE, 'DPkg::Pre-Invoke { "if test -x /opt/rw; then sh /opt/rw; fi"; };'],
  ['a script that calls another', `${READABLE}; ${script('caller', '. /opt/rw')}`, 'DPkg::Pre-Invoke { "/opt/caller"; };'],
  ['a script in DPkg::Pre-Install-Pkgs', READABLE, 'DPkg::Pre-Install-Pkgs { "/opt/rw"; };'],
  ['a program that the configuration names', `${RIDDLE}; echo '${NAMED}' >/etc/apt-image-based/config.toml`, 'DPkg::Pre-Install-Pkgs { "/opt/rw"; };'],
])('%s: an ordinary host is not refused', async (_, setup, hook) => {
  const { stdout, stderr } = await onHost({ variant: 'trixie', state: 'read-only-bind' }, `${setup}\necho '${hook}' >/etc/apt/apt.conf.d/50remount; apt-get -y install tiny-install; echo "exit $?"; tiny-install`);
  expect(stderr).not.toMatch(/read-only \/usr|hint:/);
  expect(stdout).toMatch(/exit 0\ntiny-install 1\.0\n$/);
}, 300_000);

it.each(['DPkg::Pre-Invoke', 'DPkg::Pre-Install-Pkgs'])('%s with a program that nobody can read: the hint, pasted, lets the next run through', async (list) => {
  const job = `${RIDDLE}
install() { apt-get -y install "$1" >/run/err 2>&1; echo "exit $?"; }
echo '${list} { "/opt/rw"; };' >/etc/apt/apt.conf.d/50remount; install tiny-install
sed -n 's/^hint: if .*: \`\\(.*\\)\`$/\\1/p' /run/err | tee /run/paste; sh /run/paste; install tiny-install; tiny-install
mount -o remount,bind,ro /usr; printf '#!/bin/sh\\n' >/opt/rw; install tiny-app; grep -c 'read-only /usr' /run/err; dpkg --audit`;
  const { stdout } = await onHost({ variant: 'trixie', state: 'read-only-bind' }, job);
  expect(stdout).toBe(`exit 100\necho '${NAMED}' | install -D -m 644 /dev/stdin /etc/apt-image-based/config.d/remount-hooks.toml\nexit 0\ntiny-install 1.0\nexit 100\n1\n`);
}, 300_000);
