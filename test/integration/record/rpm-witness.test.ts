// Which version of a package is there is asked of the database: files that are the same in both versions, as entry points are, prove nothing.
import { expect, it } from '@jest/globals';
import { HEALTHY } from '../../../src/doctor/words.ts';
import { onDnfHost } from '../dnf-host.ts';
import { quick, rows } from '../scope.ts';

const BUILD = `
build() { # VERSION: three programs that are the same in each version, and a configuration file that is not
  { printf 'Name: wrapped\\nVersion: %s\\nRelease: 1\\nSummary: x\\nLicense: MIT\\nAutoReqProv: no\\nBuildArch: noarch\\n%%%%description\\nx\\n%%%%install\\n' $1
    printf 'mkdir -p %%%%{buildroot}/usr/bin %%%%{buildroot}/usr/lib/wrapped %%%%{buildroot}/etc\\n'
    printf 'for name in w w-id w-query; do echo exec /usr/lib/wrapped/main >%%%%{buildroot}/usr/bin/$name; done; echo %s >%%%%{buildroot}/usr/lib/wrapped/main; echo format = %s >%%%%{buildroot}/etc/wrapped.conf\\n' $1 $1
    printf '%%%%files\\n/usr/bin/*\\n/usr/lib/wrapped\\n%%%%config(noreplace) /etc/wrapped.conf\\n'; } | sed 's/%%/%/g' >/run/wrapped-$1.spec
  rpmbuild -bb --quiet --define '_topdir /run/top' --define '_rpmdir /run/built' --define '_build_name_fmt %%{NAME}-%%{VERSION}.rpm' /run/wrapped-$1.spec >/run/out 2>&1 || cat /run/out
}
build 1; build 2
mount -o remount,bind,rw /usr; rpm -i --nodeps /run/built/wrapped-1.rpm; mount -o remount,bind,ro /usr
`;

it.each(rows(['trixie', quick('forky')] as const).map((variant) => [variant]))('on %s', async (variant) => {
  const dnf = variant === 'forky' ? 'dnf5' : 'dnf4';
  const { stdout } = await onDnfHost({ variant, state: 'locked' }, `${BUILD}
usr-overlay >/dev/null; say upgrade ${dnf} -y --disablerepo=* install /run/built/wrapped-2.rpm; cat /etc/wrapped.conf; usr-overlay down >/run/out
rpm -q --queryformat '%{VERSION}\\n' wrapped; cat /usr/lib/wrapped/main /etc/wrapped.conf; usr-overlay doctor | head -n 1`);
  expect(stdout).toBe(`upgrade 0\nformat = 2\n1\n1\nformat = 1\n${HEALTHY}\n`);
}, 600_000);
