// When the detector is broken or the guard is switched off: a healthy host never suffers, a read-only one is still refused.
import { describe, expect, it } from '@jest/globals';
import { REFUSAL } from '../../../src/guard/words/refusal.ts';
import { onHost } from '../guarded-host.ts';
import { quick, rows } from '../scope.ts';

const BREAKAGES = [
  quick(['cannot be started', '', 'cannot be started (status 127)', 'a program in /usr/libexec/apt-image-based is missing, damaged, or may not be executed']),
  ['exits 1', '#!/bin/sh\nexit 1', 'failed with status 1', '`usr-overlay check --explain` may tell why'],
  ['says "refused" by accident of nobody', '#!/bin/sh\nexit 70', 'failed with status 70', '`usr-overlay check --explain` may tell why'],
  quick(['crashes', '#!/bin/sh\nkill -TRAP $$', 'was ended by signal 5', 'SELinux or another hardening that denies it memory can do that, and so can a damaged file: `sudo journalctl -b` may tell']),
  ['is killed', '#!/bin/sh\nkill -KILL $$', 'was killed (status 137)', 'the kernel does that where memory runs out: `sudo journalctl -k` tells'],
  ['hangs', '#!/bin/sh\nsleep 60', 'gave no answer within 20 seconds', 'try again when the host is less busy'],
] as const;

const breakDetector = (script: string) => `
printf '%s' '${script.replaceAll('\n', "'\"\n\"'")}' >/run/broken
chmod ${script === '' ? '644' : '755'} /run/broken
mount --bind /run/broken /usr/libexec/apt-image-based/usr-overlay
`;

describe.each(rows(BREAKAGES))('a detector that %s', (_, script, why, next) => {
  it('is a refusal on a read-only /usr, in our words', async () => {
    const job = `${breakDetector(script)}\napt-get -y install tiny-install; echo "exit $?"; apt-get -qq update && dpkg -i /nowhere; echo "exit $?"`;
    const { stdout, stderr } = await onHost({ variant: 'trixie', state: 'locked' }, job);
    const ours = stderr.split('\n').filter((line) => line === REFUSAL || line.startsWith('hint: the detector'));
    const words = [REFUSAL, `hint: the detector ${why}; ${next}`];
    expect(ours).toEqual([...words, ...words]);
    expect(stdout).toMatch(/exit 100\n[^]*exit 2\n$/);
  }, 300_000);

  it('is nothing on a writable one', async () => {
    const job = `${breakDetector(script)}\napt-get -y install tiny-install; echo "exit $?"; dpkg -r tiny-remove; echo "exit $?"`;
    const { stdout, stderr } = await onHost({ variant: 'trixie', state: 'unlock' }, job);
    expect(stderr).not.toMatch(/read-only \/usr|hint:/);
    // Once for apt, though two of its hooks have failed, and once for dpkg.
    const ours = stderr.split('\n').filter((line) => /^(notice|warning): /.test(line));
    expect(ours).toEqual([expect.stringContaining('notice: /usr can be written'), `warning: the detector ${why}, so nobody judged whether this change fits into /usr or touches /boot; ${next}`].flatMap((line, at, all) => (at === 0 ? [...all, ...all] : [])));
    expect(stdout.match(/^exit \d+$/gm)).toEqual(['exit 0', 'exit 0']);
  }, 300_000);
});

it.each([
  ['locked', 'apt-get -y install tiny-install', 'echo "error: of ours, refusing to operate. See the page" >&2; kill -KILL $$', ['error: of ours, refusing to operate. See the page'], 'exit 100'],
  ['unlock', 'dpkg -r tiny-remove', 'echo "notice: of ours" >&2; kill -KILL $$', ['notice: of ours'], 'exit 0'],
])('%s: a detector that is killed after it spoke is not repeated', async (state, command, script, said, exit) => {
  const { stdout, stderr } = await onHost({ variant: 'trixie', state }, `${breakDetector(`#!/bin/sh\n${script}`)}\n${command}; echo "exit $?"`);
  expect(stderr.split('\n').filter((line) => /^(error|notice|warning|hint): /.test(line))).toEqual(said);
  expect(stdout).toContain(exit);
}, 300_000);

it.each([
  ['APT_IMAGE_BASED=off', 'export APT_IMAGE_BASED=off'],
  ['/etc/apt-image-based/off', 'touch /etc/apt-image-based/off'],
  ['a hook that is gone', 'mount -t tmpfs none /usr/libexec/apt-image-based'],
])('%s steps around the guard', async (_, how) => {
  const { stdout, stderr } = await onHost({ variant: 'trixie', state: 'locked' }, `${how}\napt-get -y install tiny-etc-only; echo "exit $?"; test -e /etc/tiny-etc-only* && echo there`);
  expect(stderr).not.toContain(REFUSAL);
  expect(stdout).toMatch(/exit 0\nthere\n$/);
}, 300_000);

it('switched off, a half-installed package can be removed on a locked host, for good', async () => {
  const { stdout } = await onHost(
    { variant: 'trixie', state: 'locked' },
    `export APT_IMAGE_BASED=off
deb tiny-dir; dpkg -i $tiny/debs/tiny-dir_1.0_all.deb >/dev/null 2>&1; dpkg-query -W -f '\${db:Status-Abbrev}\\n' tiny-dir
dpkg --remove --force-remove-reinstreq tiny-dir >/dev/null; echo "exit $?"; dpkg --audit; dpkg-query -W tiny-dir 2>&1`,
  );
  expect(stdout).toMatch(/^iHR\nexit 0\ndpkg-query: no packages found matching tiny-dir\n$/);
}, 300_000);
