// Nothing of the host is ever lost: what an administrator did, a put-back that cannot be done now, a rollback, and the way back. With real apt.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { openGuardedHost, type GuardedHost, type HostOptions } from '../guarded-host.ts';
import { quick, rows } from '../scope.ts';

const LIBRARY = readFileSync(join(import.meta.dirname, 'put-back.sh'), 'utf8');

async function onHost(options: HostOptions, work: (boot: (job: string) => Promise<string>) => Promise<void>): Promise<void> {
  const host: GuardedHost = await openGuardedHost(options);
  try {
    await work(async (job) => {
      const { stdout, stderr } = await host.run(LIBRARY + job);
      expect(stderr).not.toContain('bug in usr-overlay');
      return stdout;
    });
  } finally {
    await host.remove();
  }
}

const SUITES = ['bookworm', quick('trixie'), 'forky', 'forky-composefs'] as const;

it.each(rows(SUITES).map((variant) => [variant]))('%s: masks, links, files and modes of the administrator stay his', async (variant) => {
  await onHost({ variant, state: 'locked' }, async (boot) => {
    const wants = '/etc/systemd/system/multi-user.target.wants';
    await boot(`
make_deb twice 1.0
mkdir -p ${wants}; ln -s /usr/lib/systemd/system/old.service ${wants}/old.service; ln -s /usr/bin/cat /etc/his-link
usr-overlay >/dev/null
ln -s /dev/null /etc/systemd/system/early.service; rm ${wants}/old.service /etc/his-link /etc/tiny-purge.conf
install /run/debs/twice_1.0.deb; apt-get -y purge tiny-purge >/dev/null 2>&1
ln -s /dev/null /etc/systemd/system/late.service; chmod 600 /etc/twice/main.conf; mkdir /etc/twice/his
`);
    expect(await boot(`
usr-overlay put-back 2>&1 | grep -v passwd | sort
ls -l /etc/systemd/system/early.service /etc/systemd/system/late.service | grep -c /dev/null; ls -d ${wants}/old.service /etc/his-link /etc/tiny-purge.conf 2>/dev/null; stat -c %a /etc/twice/main.conf; ls /etc/twice
`)).toBe(
      [
        'Cleaned up /etc: removed 4 files and links of packages that are gone',
        'note: /etc/twice/main.conf stays: its mode or owner was changed',
        'removed /etc/init.d/twice',
        'removed /etc/rc2.d/S01twice',
        'removed /etc/systemd/system/multi-user.target.wants/twice.service',
        'removed /etc/twice/other.conf',
        '2',
        '600',
        'his',
        'main.conf',
        '',
      ].join('\n'),
    );
  });
}, 600_000);

it.each(rows(['bookworm', quick('trixie'), 'forky'] as const).map((variant) => [variant]))('%s: an edit of before the overlay is to be found, and comes back', async (variant) => {
  await onHost({ variant, state: 'locked' }, async (boot) => {
    const out = await boot(`
echo 'made over years' >>/etc/tiny-conffile.conf; chmod 640 /etc/tiny-conffile.conf
usr-overlay >/dev/null
apt-get -y -o DPkg::Options::=--force-confnew install tiny-conffile >/dev/null 2>&1; echo test >>/etc/tiny-conffile.conf
echo 'over it' >/etc/tiny-conffile.conf.dpkg-old
usr-overlay down 2>&1 | grep conffile
usr-overlay kept | grep conffile
usr-overlay kept --restore /etc/tiny-conffile.conf | cut -d ' ' -f 1-8; cat /etc/tiny-conffile.conf; stat -c '%a %U' /etc/tiny-conffile.conf
usr-overlay kept --json | grep -c '"why": "what was kept in'
usr-overlay kept --restore /etc/none; echo $?
`);
    expect(out).toMatch(/^note: \/etc\/tiny-conffile\.conf stays: it was edited\n {2}\/etc\/tiny-conffile\.conf \(\d+B\): as it was before the overlay\nRestored \/etc\/tiny-conffile\.conf from \d{8}T\d{6}Z\.\n.*made over years\n640 root\n1\n69\n$/s);
  });
}, 600_000);

it.each(rows(['bookworm', quick('trixie'), 'forky'] as const).map((variant) => [variant]))('%s: with a read-only /etc nothing is put back yet, and this is said until it is', async (variant) => {
  await onHost({ variant, state: 'locked' }, async (boot) => {
    await boot('make_deb twice 1.0; find_etc >/var/before; usr-overlay >/dev/null; install /run/debs/twice_1.0.deb; apt-get -y purge tiny-purge >/dev/null 2>&1');
    expect(await boot(`
mount --bind /etc /etc; mount -o remount,bind,ro /etc
usr-overlay put-back 2>&1 | grep -c 'the file system is read-only; the next'
usr-overlay log | grep -c '^open: .*the file system is'; usr-overlay status | grep -c 'are not cleaned up yet'; usr-overlay doctor | grep -c 'not all files that its packages left'
umount /etc
usr-overlay put-back | grep -c '^removed'; find_etc | diff /var/before -
usr-overlay log | grep -c '^open'; usr-overlay put-back; ls /var/lib/apt-image-based
`)).toMatch(/^[1-9]\d*\n1\n1\n1\n5\n0\nkept\nlog\n(waiting\n)?$/);
  });
}, 600_000);

it.each(rows([quick('trixie'), 'forky'] as const).map((variant) => [variant]))("%s: what an upgrade and a rollback find is each other's", async (variant) => {
  await onHost({ variant, state: 'locked' }, async (boot) => {
    const booted = "ostree admin status | sed -n 's/^\\* //p'";
    await boot(`
make_deb twice 1.0; find_etc >/var/before; usr-overlay >/dev/null; install /run/debs/twice_1.0.deb; apt-get -y purge tiny-purge >/dev/null 2>&1
ostree admin deploy --os="$(ostree admin status | awk '/^\\*/ { print $2 }')" "$(ostree refs | head -n 1)" >/dev/null 2>&1; echo $?
`);
    const settled = 'usr-overlay put-back >/dev/null 2>&1; find_etc | diff /var/before - | grep -e twice -e tiny-purge; ls /var/lib/apt-image-based/waiting 2>/dev/null | wc -l; usr-overlay status | grep -c "when it is booted again"';
    // The new one has the /etc that the overlay left: it is put back, and the record waits for the old one.
    expect(await boot(`${booted} >/var/new; ${settled}; ostree admin set-default 1 >/dev/null 2>&1`)).toBe('1\n1\n');
    // Who asks for the record by its folder, as a boot unit of an administrator's own may, hears of one that waits.
    const open = 'ls -d /var/lib/apt-image-based/open';
    expect(await boot(`${open}; ${booted} | diff -q /var/new - >/dev/null && echo 'no rollback'; ${settled}; ${open}`)).toBe('/var/lib/apt-image-based/open\n0\n0\n');
  });
}, 600_000);

it('trixie: the commands of the manual, pasted', async () => {
  const section = /^\.Sh WHAT IS KEPT\n(.*?)^\.Sh /ms.exec(readFileSync(join(import.meta.dirname, '../../../man/usr-overlay.8'), 'utf8'))?.[1] ?? '';
  const commands = [...section.matchAll(/^\.(?:Ql|Dl) (?:sudo )?(usr-overlay .*)$/gm)].map(([, command]) => command);
  expect(commands).toEqual(['usr-overlay kept', 'usr-overlay kept --restore /etc/example.conf']);
  await onHost({ variant: 'trixie', state: 'locked' }, async (boot) => {
    expect(await boot(`
for version in 1.0 2.0; do
  root=/run/debs/example_$version; mkdir -p "$root/DEBIAN" "$root/etc"
  printf 'Package: example\\nVersion: %s\\nArchitecture: all\\nMaintainer: Testbed <testbed@example.org>\\nDescription: tiny\\n' $version >"$root/DEBIAN/control"
  echo /etc/example.conf >"$root/DEBIAN/conffiles"; echo $version >"$root/etc/example.conf"
  dpkg-deb --root-owner-group --build "$root" "$root.deb" >/dev/null
done
# Of /etc alone: dpkg installs it beside the image on a locked host, too.
APT_IMAGE_BASED=off dpkg -i /run/debs/example_1.0.deb >/dev/null 2>&1; echo mine >/etc/example.conf
usr-overlay >/dev/null; dpkg --force-confnew -i /run/debs/example_2.0.deb >/dev/null 2>&1; echo later >/etc/example.conf; rm /etc/example.conf.dpkg-old; usr-overlay down >/dev/null 2>&1
cat /etc/example.conf
${commands.join(' >/run/list\n')} >/dev/null
grep -c /etc/example.conf /run/list; cat /etc/example.conf
`)).toBe('later\n1\nmine\n');
  });
}, 600_000);
