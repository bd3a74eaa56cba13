// Builds one tiny .rpm.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command } from '../command.ts';

export type TinyRpm = { name: string; version: string; /** Ships /etc/NAME.conf too. */ etc?: true; /** Of data in /usr/share. */ megabytes?: number; provides?: readonly string[]; /** Ships /boot/NAME. */ boot?: true; /** Of its removal. */ postun?: string };

/** The path of the built file; `work` is a folder for one version of each package. */
export async function buildRpm(rpm: TinyRpm, work: string): Promise<string> {
  const { name, version } = rpm;
  mkdirSync(work, { recursive: true });
  const spec = join(work, `${name}-${version}.spec`);
  writeFileSync(spec, specOf(rpm));
  const out = join(work, `out-${name}-${version}`);
  const defines = [`_topdir ${work}/top`, `_rpmdir ${out}`, '_build_name_fmt %{NAME}-%{VERSION}-%{RELEASE}.%{ARCH}.rpm', '_binary_payload w9.gzdio', '_buildhost testbed'];
  await command('rpmbuild', ['--quiet', ...defines.flatMap((text) => ['--define', text]), '-bb', spec], { env: { SOURCE_DATE_EPOCH: '1700000000' } });
  return join(out, readdirSync(out)[0] ?? '');
}

// AutoReqProv: nothing in a Debian provides /bin/sh to rpm.
function specOf({ name, version, etc, megabytes = 0, provides = [], boot, postun }: TinyRpm): string {
  const data = megabytes === 0 ? '' : `mkdir -p %{buildroot}/usr/share/${name}\nhead -c ${String(megabytes << 20)} /dev/zero >%{buildroot}/usr/share/${name}/data\n`;
  return `Name: ${name}
Version: ${version}
Release: 1
Summary: tiny test package
License: Apache-2.0
BuildArch: noarch
AutoReqProv: no
${provides.map((each) => `Provides: ${each}\n`).join('')}%description
Part of the test repository of apt-image-based.
%install
mkdir -p %{buildroot}/usr/bin
printf '#!/bin/sh\\necho ${name} ${version}\\n' >%{buildroot}/usr/bin/${name}
chmod 755 %{buildroot}/usr/bin/${name}
${data}${etc ? `mkdir -p %{buildroot}/etc\necho ${name} >%{buildroot}/etc/${name}.conf\n` : ''}${boot ? `mkdir -p %{buildroot}/boot\necho ${name} >%{buildroot}/boot/${name}\n` : ''}${postun === undefined ? '' : `%postun\n${postun}\n`}%files
/usr/bin/${name}
${data === '' ? '' : `/usr/share/${name}\n`}${etc ? `/etc/${name}.conf\n` : ''}${boot ? `/boot/${name}\n` : ''}`;
}
