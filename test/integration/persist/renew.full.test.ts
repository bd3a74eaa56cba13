// On another image, the packages of the overlay that is parked are installed anew in one of its own; both come back with their images. With real apt.
import { expect, it } from '@jest/globals';
import { rows } from '../scope.ts';
import { onHost } from './persist-host.ts';

const FILL = `make_deb twice 1.0; up >/dev/null; apt-get -y --install-recommends install tiny-install tiny-app >/dev/null 2>&1; install /run/debs/twice_1.0.deb; echo edited >>/etc/twice/other.conf; rm -f /usr/bin/tiny-remove`;
/** Which packages are there, whether a program of one runs, and which of them nobody asked for. */
const ALL = `all() { state; tiny-install 2>/dev/null || echo gone; for name in tiny-install tiny-app tiny-app-lib tiny-app-doc twice; do package $name; done | sed 's,un ,absent,' | paste -sd ' '; apt-mark showauto | grep tiny-app- | paste -sd ' '; }
`;
const THERE = (twice: string): string[] => ['writable', 'tiny-install 1.0', `ii  ii  ii  ii  ${twice}`, 'tiny-app-choice tiny-app-deep tiny-app-doc tiny-app-lib'];
const NONE = ['read-only', 'gone', 'absent absent absent absent absent', ''];
const FREE = ['The persistent overlays of other images, which were not mounted, were discarded', 'No boot mounts them again.'];
const REMOVED = ['The persistent overlay on /usr was removed; all changes made in it were discarded', 'No boot mounts it again.'];
const RENEW = 'usr-overlay up --persist --renew';
const IMAGES = "usr-overlay log | grep -e '^image' -e '^state' | sed 's/(.*)//; s/  */ /g' | paste -sd '|'";

it.each(rows([['trixie', 'locked'], ['forky-composefs', 'locked']] as const))('%s, %s: both overlays, each with its image', async (variant, state) => {
  await onHost({ variant, state }, async (boot) => {
    const job = (text: string): Promise<string[]> => boot(`${ALL}${text}`);
    expect(await job(`${RENEW} --yes 2>&1; echo $?; ${FILL}; ${RENEW} --yes 2>&1 | head -n 1; all; next_image`)).toEqual(['error: no persistent overlay of another image is parked here, so there is nothing to renew', '69', 'A persistent read/write overlayfs is already mounted on /usr', ...THERE('ii ')]);
    expect(await job(`all; ${RENEW} </dev/null 2>&1 | tail -n 1; ${RENEW} --dry-run | sed 's/of Debian.*([0-9a-f]*) //'; all; up; echo $?; ${RENEW} --yes 2>/run/renew.err | grep -v -e '^[A-Z][a-z]* .*\\.\\.\\.' -e '^[A-Z(/ 0-9]' -e '^$' | head -n 3; echo =; all; ls /var/lib/apt-image-based/persistent; usr-overlay status | grep ^parked: | sed 's/ Debian.*), [0-9.]*[KMG]/ IMAGE/'; ${RENEW} --yes 2>/dev/null | tail -n 1`)).toEqual([
      ...NONE, 'error: there is no terminal to ask at. To renew without a question: `usr-overlay up --persist --renew --yes`',
      expect.stringMatching(/^Mount overlays of the same lifetime on .*dpkg/), 'Mount a writable overlay on /usr.', 'Check that all of this is so, and undo it otherwise.',
      'Install with apt-get what the persistent overlay had: tiny-app tiny-app-choice tiny-app-doc tiny-install', 'Not installed again: twice: no repository offers it', 'The layers stay. To free their space: `sudo usr-overlay down --parked`',
      ...NONE, '69', '=', ...THERE('absent'), 'enabled', 'layers', 'layers-2', 'state.json',
      expect.stringMatching(/^parked: +a persistent overlay of IMAGE, waits for that image/),
      'All packages of the earlier overlay are there.',
    ]);
    expect(await job(`all; cat /run/boot.err; ${IMAGES}; usr-overlay boot arrived; ls $persistent; ostree admin set-default 1 >/dev/null`)).toEqual([...THERE('absent'), expect.stringMatching(/^image: Debian.*\|state: active\|image: Debian.*\|state: not mounted: this host was booted from another image$/), 'enabled', 'layers', 'layers-2', 'state.json']);
    expect(await job(`all; cat /run/boot.err; tail -n 1 /etc/twice/other.conf; readlink /etc/rc2.d/S01twice; tiny-remove 2>/dev/null || echo removed; ${IMAGES} | grep -c 'not mounted.*active'; ostree admin set-default 1 >/dev/null`)).toEqual([...THERE('ii '), 'edited', '../init.d/twice', 'removed', '1']);
    expect(await job(`all; cat /run/boot.err; usr-overlay down --parked; all; ls $persistent /var/lib/apt-image-based/parked 2>&1 | grep -v ^/; usr-overlay down --parked`)).toEqual([...THERE('absent'), ...FREE, ...THERE('absent'), expect.stringMatching(/No such file/), 'attempts', 'enabled', 'layers-2', 'state.json', 'No persistent overlay is parked, so there is nothing to discard.']);
    expect(await job(`all; usr-overlay down 2>/dev/null | head -n 2; all; ls -d $persistent 2>&1 | grep -c 'No such'; grep -c usr-overlay /proc/self/mountinfo`)).toEqual([...THERE('absent'), ...REMOVED, ...NONE, '1', '0']);
  });
}, 900_000);

it.each(rows([['trixie', 'read-only-bind']] as const))('%s, %s: one /etc for both images', async (variant, state) => {
  await onHost({ variant, state }, async (boot) => {
    const job = (text: string): Promise<string[]> => boot(`${ALL}${text}`);
    const conf = 'cat /etc/tiny-app.conf /etc/twice/main.conf 2>/dev/null';
    expect(await job(`${FILL}; all; echo mine >/etc/tiny-app.conf; bare touch -d @0 /run/bare/usr/lib/other-image`)).toEqual(THERE('ii '));
    expect(await job(`all; ${RENEW} --yes 2>&1 | grep -c -e '^Installed: tiny-app tiny-app-choice tiny-app-doc tiny-install$' -e 'mounted on /usr'; all; ${conf}; bare rm /run/bare/usr/lib/other-image`)).toEqual([...NONE, '2', ...THERE('absent'), 'mine']);
    expect(await job(`all; cat /run/boot.err; ${conf}; bare touch -d @0 /run/bare/usr/lib/other-image`)).toEqual([...THERE('ii '), 'mine', '# twice 1.0']);
    expect(await job(`all; cat /run/boot.err; ${conf}; usr-overlay down 2>/dev/null | head -n 2; all; ls -d $persistent 2>&1 | grep -c 'No such'; ls /etc/rc2.d | grep -c twice; ls /var/lib/apt-image-based`)).toEqual([...THERE('absent'), 'mine', ...REMOVED, ...NONE, '1', '0', 'kept', 'log']);
  });
}, 900_000);
