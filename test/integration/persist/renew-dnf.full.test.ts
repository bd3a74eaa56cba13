// What dnf installed in an overlay that is parked is installed anew by dnf on another image.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { findState } from '../../testbed/hosts/states.ts';
import { findVariant } from '../../testbed/hosts/variants.ts';
import { openDnfHost } from '../dnf-host.ts';
import { productDeb } from '../guarded-host.ts';

const LIBRARY = readFileSync(join(import.meta.dirname, 'library.sh'), 'utf8');
const SEEN = 'seen() { state; rpm -q rpm-install rpm-file rpm-remove 2>&1 | sed "s/package .* is not installed/none/" | paste -sd " "; };';

it('forky', async () => {
  const host = await openDnfHost(findState('locked'), findVariant('forky'), [productDeb()]);
  const boot = async (job: string): Promise<string[]> => (await host.run(`${LIBRARY}${SEEN}${job}`)).stdout.trimEnd().split('\n');
  try {
    expect(await boot('up >/dev/null; dnf5 -y install rpm-install >/dev/null 2>&1; dnf5 -y remove rpm-remove >/dev/null 2>&1; rpm -i --nodeps /run/dnf/rpm-file-1.0-1.noarch.rpm; seen; next_image')).toEqual(['writable', 'rpm-install-1.0-1.noarch rpm-file-1.0-1.noarch none']);
    expect(await boot("seen; usr-overlay up --persist --renew --yes 2>&1 | grep -e '^Install with' -e '^Not inst' -e '^Installed:' -e ^error | sed 's/of Debian.*([0-9a-f]*) //'; seen")).toEqual([
      'read-only', 'none none rpm-remove-1.0-1.noarch',
      'Install with dnf what the persistent overlay had: rpm-install', 'Not installed again: rpm-file: no repository offers it', 'Not installed again: rpm-remove: it was removed there, and this image has it',
      'Installed: rpm-install', 'writable', 'rpm-install-1.0-1.noarch none rpm-remove-1.0-1.noarch',
    ]);
    expect(await boot('seen; usr-overlay down >/dev/null 2>&1; seen')).toEqual(['writable', 'rpm-install-1.0-1.noarch none rpm-remove-1.0-1.noarch', 'read-only', 'none none rpm-remove-1.0-1.noarch']);
  } finally {
    await host.remove();
  }
}, 600_000);
