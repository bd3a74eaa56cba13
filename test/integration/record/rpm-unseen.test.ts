// Packages that no hook told of, and then a reboot: rpm alone.
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { openDnfHost } from '../dnf-host.ts';
import { productDeb } from '../guarded-host.ts';
import { quick, rows } from '../scope.ts';
import { findState } from '../../testbed/hosts/states.ts';
import { findVariant } from '../../testbed/hosts/variants.ts';
import { ensureTinyRpms } from '../../testbed/packages/tiny-rpms.ts';

const STAYS = 'it came while the overlay was on, and nobody saw whether a package brought it or somebody made it';

it.each(rows(['trixie', quick('forky')] as const).map((variant) => [variant]))('on %s: files are named, and links that lead to nothing are put back', async (variant) => {
  const host = await openDnfHost(findState('locked'), findVariant(variant), [productDeb()]);
  const pool = [join(await ensureTinyRpms(), 'rpm/pool'), '/run/pool'] as const;
  try {
    const first = await host.run(`usr-overlay >/dev/null; rpm -i --nodeps /run/pool/rpm-etc-1.0-1.noarch.rpm >/run/out 2>&1 || cat /run/out
ln -s /usr/bin/rpm-etc /etc/rpm-etc-link; ln -s /usr/bin/env /etc/env-link; ls /usr/bin/rpm-etc /etc/rpm-etc.conf`, { binds: [pool] });
    expect(first.stdout).toBe('/etc/rpm-etc.conf\n/usr/bin/rpm-etc\n');
    const { stdout } = await host.run('usr-overlay put-back 2>&1; ls -d /etc/rpm-etc.conf /etc/env-link /etc/rpm-etc-link 2>/dev/null; usr-overlay put-back; usr-overlay log | tr -s " \\n" " " | grep -o "/etc/rpm-etc.conf stays"; usr-overlay kept | grep -o /etc/rpm-etc-link');
    expect(stdout).toBe(
      `Cleaned up /etc: removed 1 file or link of packages that are gone\nnote: /etc/rpm-etc.conf stays: ${STAYS}\nremoved /etc/rpm-etc-link\n/etc/env-link\n/etc/rpm-etc.conf\n/etc/rpm-etc.conf stays\n/etc/rpm-etc-link\n`,
    );
    // What somebody looks at while the overlay is on is in the record.
    const seen = await host.run('usr-overlay >/dev/null; rpm -i --nodeps --replacefiles /run/pool/rpm-etc-1.0-1.noarch.rpm >/run/out 2>&1; usr-overlay status >/run/out; usr-overlay log | head -n 4 | grep installed', { binds: [pool] });
    expect(seen.stdout).toBe('installed:      rpm-etc 1.0-1\n');
  } finally {
    await host.remove();
  }
}, 900_000);
