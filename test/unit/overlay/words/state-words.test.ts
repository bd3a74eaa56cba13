// `status` begins with one sentence, on every captured host.
import { expect, it } from '@jest/globals';
import { describeHost } from '../../../../src/host/host.ts';
import { stateLine } from '../../../../src/overlay/words/state-words.ts';
import { situation } from '../situations.ts';

const HINT = 'to make /usr writable until the next reboot: `sudo usr-overlay`';

it.each<[string, string]>([
  ['trixie-plain-locked', '/usr is read-only. To make /usr writable until the next reboot: `sudo usr-overlay`'],
  ['trixie-plain-unlock-development', '/usr is writable until the next reboot. To discard all changes now: `usr-overlay down`'],
  ['trixie-plain-unlock-transient', '/usr is on an overlay that only `usr-overlay run` can write to. To make it writable for all: `usr-overlay`'],
  ['trixie-plain-unlock-hotfix', '/usr has a hotfix: changes are kept until the next image is deployed.'],
  ['trixie-plain-sysext-mutable-ephemeral', '/usr is writable while the system extensions are merged.'],
  ['trixie-plain-manual-overlay', '/usr is writable; the next reboot discards changes.'],
  ['trixie-plain-remount-rw', '/usr was remounted writable: changes go into the deployment itself.'],
  ['overlayroot-device', '/usr is writable, without an overlay: packages can be installed.'],
])('%s', (name, line) => expect(stateLine(describeHost(situation(name).facts), HINT)).toBe(line));

it('gives no advice where there is none', () => expect(stateLine(describeHost(situation('trixie-plain-locked').facts), null)).toBe('/usr is read-only.'));
