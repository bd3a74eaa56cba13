// In an overlay, dnf 4 and dnf 5 bring and remove no kernel, whatever it is called, no module for one and no file in /boot.
import { expect, it } from '@jest/globals';
import { openDnfHost } from '../dnf-host.ts';
import { productDeb } from '../guarded-host.ts';
import { findState } from '../../testbed/hosts/states.ts';
import { findVariant } from '../../testbed/hosts/variants.ts';
import { ensureJudgedRpms } from '../../testbed/packages/judged-rpms.ts';

const WRITERS = ['kernel-uek', 'kernel-lt', 'kmod-fake', 'akmod-fake'];
const OTHERS = ['kernel-uek-devel', 'kmod-libs', 'grub2-tools'];

it('forky', async () => {
  const host = await openDnfHost(findState('unlock'), findVariant('forky'), [productDeb()], await ensureJudgedRpms());
  try {
    const { stdout } = await host.run(`judged() { echo "$1 $2 $3 $("$1" -y "$2" "$3" 2>&1 >/run/out | grep -oE '^error: [a-z0-9-]* writes to /boot')"; }
mount -o remount,bind,rw /boot; touch /boot/leaves /boot/vmlinuz-1
for dnf in dnf4 dnf5; do for name in ${[...WRITERS, ...OTHERS].join(' ')}; do judged $dnf install $name; done; rpm --query ${OTHERS.join(' ')} >/dev/null && echo there; rpm --erase ${OTHERS.join(' ')}; done
for name in kernel-uek loader-file loader-leaves; do APT_IMAGE_BASED=off dnf5 -y install $name >/run/out; done
for dnf in dnf4 dnf5; do for name in kernel-uek loader-file loader-leaves; do judged $dnf remove $name; done; done
ls /boot/leaves /boot/loader-file`);
    const refused = (dnf: string, verb: string, name: string): string => `${dnf} ${verb} ${name} error: ${name} writes to /boot\n`;
    const passed = (dnf: string, name: string): string => `${dnf} install ${name} \n`;
    expect(stdout).toBe(
      ['dnf4', 'dnf5'].map((dnf) => `${WRITERS.map((name) => refused(dnf, 'install', name)).join('')}${OTHERS.map((name) => passed(dnf, name)).join('')}there\n`).join('') +
        ['dnf4', 'dnf5'].flatMap((dnf) => ['kernel-uek', 'loader-file', 'loader-leaves'].map((name) => refused(dnf, 'remove', name))).join('') +
        '/boot/leaves\n/boot/loader-file\n',
    );
  } finally {
    await host.remove();
  }
}, 300_000);
