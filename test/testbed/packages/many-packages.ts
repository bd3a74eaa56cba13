// Thousands of packages, each with a program and a configuration file: what a large transaction is made of.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cached, shortHash } from '../cache.ts';
import { command } from '../command.ts';
import { ensureTool } from '../tools.ts';

const HASH = (): string => shortHash(readFileSync(import.meta.filename));

/** A folder with many-1.deb to many-COUNT.deb. Written byte by byte, because dpkg-deb would need minutes: deb(5). */
export async function ensureManyDebs(count: number): Promise<string> {
  return cached(`repository/many-debs-${String(count)}-${HASH()}`, `${String(count)} debs`, (partial) => {
    mkdirSync(partial, { recursive: true });
    for (let at = 1; at <= count; at += 1) writeFileSync(join(partial, `many-${String(at)}.deb`), deb(`many-${String(at)}`));
    return Promise.resolve();
  });
}

function deb(name: string): Buffer {
  const control = tar([['./control', `Package: ${name}\nVersion: 1\nArchitecture: all\nMaintainer: x <x@example.org>\nDescription: x\n`], ['./conffiles', `/etc/many/${name}.conf\n`]]);
  const data = tar([['./etc/', null], ['./etc/many/', null], [`./etc/many/${name}.conf`, `of ${name}\n`], ['./usr/', null], ['./usr/share/', null], ['./usr/share/many/', null], [`./usr/share/many/${name}`, `${name}\n`]]);
  return Buffer.concat([Buffer.from('!<arch>\n'), member('debian-binary', Buffer.from('2.0\n')), member('control.tar', control), member('data.tar', data)]);
}

/** deb(5) and ar(5): 60 bytes, then the content, padded to an even length. */
function member(name: string, content: Buffer): Buffer {
  const header = `${name.padEnd(16)}${'0'.padEnd(12)}${'0'.padEnd(6)}${'0'.padEnd(6)}${'100644'.padEnd(8)}${String(content.length).padEnd(10)}\`\n`;
  return Buffer.concat([Buffer.from(header), content, Buffer.alloc(content.length % 2, '\n')]);
}

/** tar(5), ustar; a folder has no content. */
function tar(entries: readonly [path: string, content: string | null][]): Buffer {
  const blocks = entries.flatMap(([path, text]) => {
    const content = Buffer.from(text ?? '');
    const header = Buffer.alloc(512);
    header.write(path, 0);
    header.write(text === null ? '0000755\0' : '0000644\0', 100);
    header.write('0000000\0'.repeat(2), 108);
    header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
    header.write('00000000000\0', 136);
    header.write(`        ${text === null ? '5' : '0'}`, 148);
    header.write('ustar\x0000', 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    return [header, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

/** A folder with `repodata` and the rpms of many-1 to many-COUNT. */
export async function ensureManyRpms(count: number): Promise<string> {
  return cached(`repository/many-rpms-${String(count)}-${HASH()}`, `${String(count)} rpms`, async (partial) => {
    for (const tool of ['rpmbuild', 'createrepo_c'] as const) await ensureTool(tool);
    mkdirSync(partial, { recursive: true });
    const spec = join(partial, 'many.spec');
    const each = (text: (name: string) => string): string => Array.from({ length: count }, (_, at) => text(`many-${String(at + 1)}`)).join('');
    writeFileSync(spec, `Name: many
Version: 1
Release: 1
Summary: x
License: MIT
BuildArch: noarch
%description
x
${each((name) => `%package -n ${name}\nSummary: x\nAutoReqProv: no\n%description -n ${name}\nx\n`)}%install
mkdir -p %{buildroot}/etc/many %{buildroot}/usr/share/many
for at in $(seq ${String(count)}); do echo of many-$at >%{buildroot}/etc/many/many-$at.conf; echo many-$at >%{buildroot}/usr/share/many/many-$at; done
${each((name) => `%files -n ${name}\n%config /etc/many/${name}.conf\n/usr/share/many/${name}\n`)}`);
    const defines = [`_topdir ${partial}/top`, `_rpmdir ${partial}`, '_build_name_fmt %%{NAME}.rpm', '_binary_payload w1.gzdio', '_buildhost testbed'];
    await command('rpmbuild', ['--quiet', ...defines.flatMap((text) => ['--define', text]), '-bb', spec], { env: { SOURCE_DATE_EPOCH: '1700000000' } });
    rmSync(`${partial}/top`, { recursive: true });
    await command('createrepo_c', ['--quiet', partial]);
  });
}
