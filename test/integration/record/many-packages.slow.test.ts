// Three thousand packages in one transaction, on a whole core and on a fifth of one: all are recorded, and all that they leave in /etc is put
// back, after `down` and after a reboot. Timings decide nothing here.
import { expect, it } from '@jest/globals';
import { count, openDnfHost } from '../dnf-host.ts';
import { openGuardedHost, productDeb } from '../guarded-host.ts';
import { ensureManyDebs, ensureManyRpms } from '../../testbed/packages/many-packages.ts';
import { findState } from '../../testbed/hosts/states.ts';
import { findVariant, type VariantName } from '../../testbed/hosts/variants.ts';
import { PERCENT } from '../percent.ts';

const MANY = 3000;

/** `installed COMMAND…` in a new overlay: how many files it brought, and how many packages the record knows. */
const LIBRARY = `${PERCENT}
installed() { usr-overlay up >/run/out 2>&1 || cat /run/out; "$@" >/run/out 2>&1 || tail -n 3 /run/out; ls /etc/many | wc -l; recorded; }
recorded() { grep -o '"label":"many-[0-9]*"' /var/lib/apt-image-based/open/record.json | sort -u | wc -l; }
left() { ls /etc/many 2>/dev/null | wc -l; usr-overlay log --json | grep -o '"label": *"many-[0-9]*"' | sort | uniq -c | grep -c " $1 "; }
`;

type Row = [manager: string, variant: VariantName, install: string];
const ROWS: Row[] = [
  ['dpkg', 'trixie', 'dpkg --force-unsafe-io -i -R /run/many'],
  ['dnf4', 'trixie', '/usr/bin/dnf-3 --releasever=1 --disableplugin=local -y install --disablerepo=* --repofrompath=many,/run/many --nogpgcheck many-*'],
  ['dnf5', 'forky', '/usr/bin/dnf5 --releasever=1 --disable-plugin=local -y install --disablerepo=* --repofrompath=many,/run/many --no-gpgchecks many-*'],
];

it.each(ROWS.flatMap((row) => [100, 20].map((share) => [...row, share] as const)))('%s on %s: `%s`, on %i %% of a core', async (manager, variant, install, share) => {
  const many = manager === 'dpkg' ? await ensureManyDebs(MANY) : await ensureManyRpms(MANY);
  const host = manager === 'dpkg' ? await openGuardedHost({ variant, state: 'locked' }) : await openDnfHost(findState('locked'), findVariant(variant), [productDeb()]);
  const run = async (job: string): Promise<string> => (await host.run(LIBRARY + job, { binds: [[many, '/run/many']], timeout: 3_000_000 })).stdout;
  const slowly = `percent ${String(share)}`;
  try {
    const first = await run(`installed ${slowly} ${install}; ${slowly} usr-overlay down >/run/out 2>&1 || cat /run/out; left 1; installed ${slowly} ${install}`);
    expect(first).toBe(`${String(MANY)}\n${String(MANY)}\n0\n${String(MANY)}\n${String(MANY)}\n${String(MANY)}\n`);
    // What the boot unit runs.
    const second = await run(`${slowly} usr-overlay put-back >/run/back 2>&1; echo $?; grep -c '^removed /etc/many/' /run/back; left 2; usr-overlay put-back`);
    expect(second).toBe(`0\n${String(MANY)}\n0\n${String(MANY)}\n`);
    expect(count(second, '0')).toBe(2);
  } finally {
    await host.remove();
  }
}, 7_200_000);
