// Who holds the overlay, on each variant: every way to hold it, with its reason, before and after a lazy unmount.
import { describe, expect, it } from '@jest/globals';
import type { Holder } from '../../../src/holders/holders.ts';
import { onHost } from '../guarded-host.ts';
import { quick, rows } from '../scope.ts';

const JOB = `
sleep 100 &
usr-overlay >/dev/null
sleep 101 &
(cd /usr/share; exec sleep 102) &
(exec 5>/usr/lib/opened; exec sleep 103) &
cp /usr/bin/sleep /usr/bin/gone; gone 104 & until [ "$(readlink /proc/$!/exe)" = /usr/bin/gone ]; do sleep 0.01; done; rm /usr/bin/gone
unshare --mount --propagation private sleep 105 &
setpriv --reuid=33 sleep 106 &
until [ "$(pgrep -cx 'sleep|gone')" = 7 ]; do sleep 0.01; done
usr-overlay holders --json >/run/attached
(sh -c 'usr-overlay holders --json >/run/own; :')
usr-overlay holders | grep -cE '^[0-9]+ +www-data +- +exe,map +sleep 106$'
umount -l /usr
usr-overlay holders --json >/run/detached
setpriv --reuid=33 --clear-groups usr-overlay holders; echo "code $?"
echo '['; cat /run/attached; echo ,; cat /run/own; echo ,; cat /run/detached; echo ']'
`;

/** pid and own processes aside, what is said of each command. */
function tell(holders: readonly Holder[]): string[] {
  return holders
    .filter((each) => !each.own)
    .map(({ command, user, reasons, namespace, detached }) => {
      const kinds = [...new Set(reasons.map(({ kind, writable }) => (writable ? `${kind}(w)` : kind)))];
      const deleted = reasons.some((reason) => reason.kind === 'exe' && reason.deleted) ? ' deleted' : '';
      return `${command}: ${user} ${kinds.join(' ')}${deleted} ${namespace}${detached ? ' detached' : ''}`;
    });
}

describe.each(rows(['bookworm', 'trixie', 'forky', quick('forky-composefs')]))('%s', (variant) => {
  it('lists each holder with its reasons, and nobody else', async () => {
    const { stdout, stderr } = await onHost({ variant, state: 'locked' }, JOB);
    const [attached, own, detached] = (JSON.parse(stdout.slice(stdout.indexOf('['))) as { holders: Holder[] }[]).map(({ holders }) => holders);
    const expected = [
      'sleep 101: root exe map host',
      'sleep 102: root exe cwd map host',
      'sleep 103: root exe map fd(w) host',
      'gone 104: root exe map deleted host',
      'sleep 105: root exe map other',
      'sleep 106: www-data exe map host',
    ];
    expect(tell(attached ?? [])).toEqual(expected);
    expect(tell(own ?? [])).toEqual(expected);
    // Itself, and the shells that called it after the overlay was on; the job's own shell holds the image's /usr.
    expect(own?.filter((each) => each.own).map(({ command }) => command.split(' ')[0])).toEqual(['sh', '/usr/libexec/apt-image-based/bin/usr-overlay']);
    // A private copy of the mount is no less a mount; for the others only the files are left.
    expect(tell(detached ?? [])).toEqual(expected.map((line) => (line.endsWith(' other') ? line : `${line} detached`)));
    expect(stdout).toMatch(/^1\ncode 77\n/);
    expect(stderr).toContain('error: usr-overlay holders needs root');
  }, 300_000);
});
