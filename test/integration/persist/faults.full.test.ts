// What can be wrong with a persistent overlay: the host boots without it, or package managers are kept away. With real apt.
import { expect, it } from '@jest/globals';
import { INSTALL, MOUNTED, OFF, ON, onHost } from './persist-host.ts';

it('trixie: what is wrong with it, the host boots without it and says why', async () => {
  await onHost({ variant: 'trixie', state: 'locked' }, async (boot) => {
    const next = (shell: string): string => `echo '${shell}' >/var/first.sh`;
    const why = `usr-overlay status --json | grep -e '"reason"' -e '"detail"' | cut -d '"' -f 4 | paste -sd ' '; state`;
    expect(await boot(`${INSTALL}; ${next('mount --bind $persistent $persistent; mount -o remount,bind,ro $persistent')}`)).toEqual([...MOUNTED, '1']);
    expect(await boot(`${why}; umount $persistent; ${next('mv $persistent/layers/usr /var/usr')}`)).toEqual([expect.stringMatching(/^storage .*read-only/), 'read-only']);
    expect(await boot(`${why}; mv /var/usr $persistent/layers/usr; ${next('mount -t tmpfs none /var/lib/apt-image-based')}`)).toEqual([expect.stringMatching(/^storage \/var.*usr\/upper is not there$/), 'read-only']);
    expect(await boot(`state; usr-overlay status | grep -c parked; umount /var/lib/apt-image-based; ${next('echo 2 >$persistent/attempts; truncate -s 1 $persistent/attempts')}`)).toEqual(['read-only', '0']);
    expect(await boot(`${why}; usr-overlay doctor | grep -c 'persistent overlay is not mounted'; usr-overlay doctor --json | grep -c '"kind": "parked"'; up; ls $persistent`)).toEqual([expect.stringMatching(/^boots-failed *$/), 'read-only', '1', '1', 'The next boot of this image mounts the persistent overlay again', 'enabled', 'layers', 'state.json']);
    // Two boots in a row that do not come up; the third is without it, and so is each after that.
    for (const expected of [ON, ON, OFF, OFF]) expect(await boot('seen')).toEqual(expected);
    expect(await boot(`up >/dev/null; ${next('mkdir -p $persistent/layers/usr/upper/lib/x86_64-linux-gnu; echo torn >$persistent/layers/usr/upper/lib/x86_64-linux-gnu/libc.so.6')}`)).toEqual(['']);
    expect(await boot(`${why}; sh -c 'echo works'; ls -d $persistent/layers/usr; usr-overlay down >/dev/null 2>&1; ls /var/lib/apt-image-based`)).toEqual([expect.stringMatching(/^programs-fail .*\/bin\/sh failed/), 'read-only', 'works', '/var/lib/apt-image-based/persistent/layers/usr', 'kept', 'log']);
  });
}, 900_000);

it('trixie: a second unlock hides it, is refused to package managers, and is undone alone', async () => {
  await onHost({ variant: 'trixie', state: 'locked' }, async (boot) => {
    expect(
      await boot(`{ ${INSTALL}; } >/dev/null; ostree admin unlock >/dev/null 2>&1; tiny-install 2>/dev/null || echo hidden; usr-overlay check | head -n 1; usr-overlay status | grep -c 'hides the persistent one'
apt-get -y install tiny-satisfy >/dev/null 2>&1; echo $?; usr-overlay 2>&1 | tail -n 1; usr-overlay down; seen`),
    ).toEqual([
      'hidden',
      'refuse: another overlay hides the persistent one on /usr, whose package database is in use',
      '1',
      '100',
      'note: this overlay hides the persistent one, and what is installed there. To remove only this one: `usr-overlay down`',
      'The overlay that lay over the persistent one was removed; the persistent overlay is in use again',
      ...ON,
    ]);
  });
}, 600_000);

it('forky: an update that is staged leaves it behind, unless it is of the same image', async () => {
  await onHost({ variant: 'forky', state: 'locked' }, async (boot) => {
    // ostree starts a unit for it, and these hosts have no systemd as process 1.
    const stage = 'mount -o remount,rw /sysroot 2>/dev/null; mount --bind /bin/true /usr/bin/systemctl; ostree admin deploy --stage --os="$(ostree admin status | awk \'/^\\*/ { print $2 }\')" "$ref" 2>&1 | grep error; umount /usr/bin/systemctl; ls /run/ostree/staged-deployment';
    const look = "usr-overlay status | tr '\\n' ' ' | tr -s ' ' | grep -c 'an update is staged: the next boot is of another image'; apt-get -y install tiny-install 2>&1 >/dev/null | grep -e 'update is staged' -e 'another image is booted'; usr-overlay doctor >/dev/null; echo $?; apt-get -y purge tiny-install >/dev/null 2>&1";
    const other = "hint: an update is staged: the next boot is without this overlay, and nothing in it is deleted";
    const same = 'hint: another image is booted without it: add what you want to keep to the image';
    expect(
      await boot(`up >/dev/null; ref=$(ostree refs | head -n 1); ${look}; ${stage}; ${look}; mount -o remount,rw /sysroot 2>/dev/null; ostree commit -b "$ref" --tree=ref="$ref" --timestamp='2026-01-01 00:00:00' >/dev/null 2>&1; ${stage}; ${look}`),
    ).toEqual(['0', same, '0', '/run/ostree/staged-deployment', '0', same, '0', '/run/ostree/staged-deployment', '1', other, '0']);
  });
}, 600_000);
