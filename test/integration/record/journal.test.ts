// The journal, syslog and logins under each suite's real systemd: what they learn, what they do not, and that nothing waits for them.
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { SUITES } from '../../testbed/hosts/rootfs.ts';
import { onSystemd } from '../../testbed/hosts/systemd-host.ts';
import { productDeb } from '../guarded-host.ts';
import { rows } from '../scope.ts';

const HINT = 'its changes are lost at the next reboot. To see them: `usr-overlay diff`; to discard them now: `usr-overlay down`';

const REFUSED = { MESSAGE_ID: '884d855043f64d1abb3ec72ab0e87534', PRIORITY: '4', EVENT: 'refused', RULE: 'read-only-usr', VERB: 'install', PACKAGE: 'tiny.deb' };
const ON = { MESSAGE_ID: '680f26d8d72f487e9d0e787635d1725c', PRIORITY: '5', EVENT: 'overlay-on', BACKEND: 'native', PERSISTENCE: 'transient' };
const CHANGED = { MESSAGE_ID: '5c068d61cb9b4dfb939db0f07d50cd19', PRIORITY: '5', EVENT: 'packages-changed', BACKEND: 'native' };
const OFF = { MESSAGE_ID: 'e7826acb35734c71be448d39a8b8fbe0', PRIORITY: '5', EVENT: 'overlay-off', BACKEND: 'native', MESSAGE: 'the overlay on /usr is off, by native' };

test.each(rows(SUITES, (suite) => suite === 'trixie'))('%s', async (suite) => {
  const { result = '', entries = '' } = await onSystemd(suite, productDeb(), join(import.meta.dirname, 'journal/inside.sh'));
  expect(result.split('\n')).toEqual([
    'install: 100',
    'dpkg -i /var/tmp/tiny.deb: 2',
    'usr-overlay up: 0',
    `/usr has an overlay since NOW: ${HINT}`,
    'logged in',
    '755 root',
    '644 root',
    'install: 0',
    'packages:       1 installed (tiny)',
    'dpkg --remove tiny: 0',
    'usr-overlay down: 0',
    'logged in',
    'usr-overlay run true: 0',
    `/usr has a read-only overlay since NOW, for \`usr-overlay run\`: ${HINT}`,
    'logged in',
    'usr-overlay down: 0',
    'occurs in the journal: 0',
    'dpkg -i /var/tmp/tiny.deb: 2',
    'hanging: 1',
    'hanging: 0',
    'dpkg -i /var/tmp/tiny.deb: 2',
    'dpkg -i /var/tmp/tiny.deb: 2',
    'refused dpkg install tiny.deb: read-only-usr',
    'dpkg -i /var/tmp/tiny.deb: 2',
    '',
  ]);
  expect(parseEntries(entries)).toEqual([
    { ...REFUSED, MANAGER: 'apt', MESSAGE: 'refused apt install tiny.deb: read-only-usr' },
    { ...REFUSED, MANAGER: 'dpkg', MESSAGE: 'refused dpkg install tiny.deb: read-only-usr' },
    { ...ON, ACCESS_MODE: 'readWrite', MESSAGE: 'a read/write overlay is on /usr now, by native' },
    { ...CHANGED, MANAGER: 'apt', INSTALLED: 'tiny', MESSAGE: 'apt: packages changed in the overlay: installed tiny' },
    { ...CHANGED, MANAGER: 'dpkg', REMOVED: 'tiny', MESSAGE: 'dpkg: packages changed in the overlay: removed tiny' },
    OFF,
    { ...ON, ACCESS_MODE: 'readOnly', MESSAGE: 'a read-only overlay is on /usr now, by native' },
    OFF,
  ].map((entry) => ({ ...entry, USER: 'alice', SYSLOG_IDENTIFIER: 'usr-overlay' })));
}, 600_000);

/** Our fields of each entry, without the prefix that they share; the others are journald's own. */
function parseEntries(text: string): Record<string, unknown>[] {
  const lines = text.trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
  return lines.map((entry) =>
    Object.fromEntries(
      Object.entries(entry)
        .filter(([name]) => /^(APT_IMAGE_BASED_|MESSAGE|PRIORITY$|SYSLOG_IDENTIFIER$)/.test(name))
        .map(([name, value]) => [name.replace('APT_IMAGE_BASED_', ''), value]),
    ),
  );
}
