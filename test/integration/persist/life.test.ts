// The life of a persistent overlay over boots: on, on again, parked under another image, on again after the rollback, off. With real apt.
import { expect, it } from '@jest/globals';
import { quick, rows } from '../scope.ts';
import { INSTALL, MOUNTED, OFF, ON, onHost } from './persist-host.ts';

const REMOVED = ['The persistent overlay on /usr was removed; all changes made in it were discarded', 'No boot mounts it again.'];
const PARKED = [' the persistent overlay of Debian GNU/Linux (IMAGE) is not mounted: this host was booted from another image', '1'];

const SAID = "said | sed 's/Linux .*(IMAGE)/Linux (IMAGE)/'";
const LEFT = 'find_etc | diff /var/before - | grep -v -e other.conf -e "twice d " -e "^[0-9]"; ls /var/lib/apt-image-based; grep -c usr-overlay /proc/self/mountinfo';

// ostree of bookworm has no command that goes back to the older of two deployments.
const HOSTS = [quick(['trixie', 'locked']), ['forky', 'locked'], quick(['forky-composefs', 'locked'])] as const;

it.each(rows(HOSTS))('%s, %s: each boot mounts it, but for one of another image', async (variant, state) => {
  await onHost({ variant, state }, async (boot) => {
    expect(await boot(`${INSTALL}; stat -c '%a %U' /usr; seen`)).toEqual([...MOUNTED, '1', '755 root', ...ON]);
    expect(await boot(`${SAID}; cat /run/put-back.out; cut -d " " -f 1 $persistent/attempts; usr-overlay boot arrived; ls $persistent; seen; usr-overlay log | grep -e '^overlay' -e '^state' | cut -c 1-25; next_image`)).toEqual(
      ['0', '1', 'enabled', 'layers', 'state.json', ...ON, expect.stringMatching(/^overlay: {8}20/), 'state:          active'],
    );
    // Its /etc is a copy of the other one's, without what the packages left there; a transient overlay comes and goes beside it.
    expect(await boot(`${SAID}; grep -c ^removed /run/put-back.out; seen; usr-overlay log | grep '^state'; usr-overlay status --json | grep '"reason"'; up; echo $?; usr-overlay >/dev/null; usr-overlay down | head -n 1; ls /var/lib/apt-image-based; ostree admin set-default 1 >/dev/null`)).toEqual(
      [...PARKED, '4', ...OFF, 'state:          not mounted: this host was booted from another image', '    "reason": "other-image",', '69', 'The overlay on /usr was removed; all changes made in it were discarded.', 'kept', 'log', 'parked', 'persistent'],
    );
    expect(await boot(`${SAID}; seen; usr-overlay log | grep -c '^overlay'; usr-overlay down 2>/dev/null | head -n 2; seen; ${LEFT}`)).toEqual(['0', ...ON, '2', ...REMOVED, ...OFF, 'kept', 'log', '0']);
    expect(await boot(`seen; usr-overlay log | grep '^state' | cut -d , -f 1`)).toEqual([...OFF, 'state:          removed by usr-overlay down', expect.stringMatching(/^state/)]);
  });
}, 900_000);

it.each(rows([quick(['trixie', 'read-only-bind']), ['bookworm', 'read-only-bind']] as const))('%s, %s: one /etc for both images gives its files away and gets them back', async (variant, state) => {
  await onHost({ variant, state }, async (boot) => {
    expect(await boot(`${INSTALL}; seen; bare touch /run/bare/usr/lib/other-image`)).toEqual([...MOUNTED, '1', ...ON]);
    expect(await boot(`${SAID}; seen; tail -n 1 /etc/twice/other.conf; bare rm /run/bare/usr/lib/other-image`)).toEqual([...PARKED, ...OFF, 'edited']);
    expect(await boot(`${SAID}; seen; dpkg --verify twice | grep -v other.conf; stat -c '%a %U' /etc/init.d/twice; echo changed >/etc/twice/main.conf; bare touch /run/bare/usr/lib/other-image`)).toEqual(['0', ...ON, '755 root']);
    expect(await boot(`${SAID}; cat /etc/twice/main.conf; up; echo $?; usr-overlay down; seen; ls $persistent 2>&1 | grep -c 'No such'; bare rm /run/bare/usr/lib/other-image`)).toEqual(
      [...PARKED, 'changed', '69', 'The persistent overlay, which was not mounted, was discarded', 'No boot mounts it again.', 'read-only', 'gone', 'absent', 'changed', 'no link', '1'],
    );
    expect(await boot(`${SAID}; state`)).toEqual(['0', 'read-only']);
  });
}, 900_000);
