// Whatever shell /bin/sh is, the hooks answer the same, and print nothing of their own.
import { expect, it } from '@jest/globals';
import { onHost } from '../guarded-host.ts';

const SHELLS = ['dash', 'bash', 'busybox', 'mksh', 'ksh93', 'yash', 'zsh', 'posh'];

/** One line a shell: exit codes of apt and dpkg, how often each spoke of ours, what else was on standard error, how often the detector ran. */
const JOB = `
detector=/usr/libexec/apt-image-based/usr-overlay
cp $detector /run/detector
printf '#!/bin/bash\\necho >>/run/started\\nexec /run/detector "$@"\\n' >/run/logger
chmod 755 /run/logger
mount --bind /run/logger $detector
sh=$(readlink -f /bin/sh)
# Kept in its own copy: it is mounted over in a moment.
cp $sh /run/dash
deb tiny-remove 2>/run/out
for shell in ${SHELLS.join(' ')}; do
  case $shell in dash) program=/run/dash ;; *) program=$(readlink -f "$(command -v $shell)") ;; esac
  mount --bind $program $sh
  : >/run/err; : >/run/started
  apt-get -y install tiny-install >/run/out 2>>/run/err; apt=$?
  dpkg -i $tiny/debs/tiny-remove_1.0_all.deb >/run/out 2>>/run/err; dpkg=$?
  printf '%s' "$shell apt $apt dpkg $dpkg error $(grep -c '^error: ' /run/err) notice $(grep -c '^notice: ' /run/err) started $(wc -l </run/started)"
  echo " other $(grep -cvE '^(error|hint|notice|E|W|dpkg|debconf): |^ |^dpkg:|^note: without .man., ' /run/err)"
  grep -vE '^(error|hint|notice|E|W|dpkg|debconf): |^ |^dpkg:|^note: without .man., ' /run/err >&2
  umount $sh
  APT_IMAGE_BASED=off apt-get -qq -y purge tiny-install tiny-remove >/run/out 2>&1
done
`;

const STATES = [
  ['writable', 'apt 0 dpkg 0 error 0 notice 0 started 0 other 0'],
  ['locked', 'apt 100 dpkg 2 error 2 notice 0 started 2 other 0'],
  ['unlock', 'apt 0 dpkg 0 error 0 notice 2 started 5 other 0'],
] as const;

/** In an overlay that is not ours the first run begins the record, for which the detector starts itself once more. */
it.each(STATES)('%s', async (state, expected) => {
  const extra = ['busybox', 'mksh', 'ksh93u+m', 'yash', 'zsh', 'posh'];
  const { stdout, stderr } = await onHost({ variant: 'bookworm', state, extra }, JOB);
  expect({ rows: stdout.trimEnd().split('\n'), stderr }).toEqual({ rows: SHELLS.map((shell, at) => `${shell} ${state === 'unlock' && at === 0 ? expected.replace('started 5', 'started 6') : expected}`), stderr: '' });
}, 600_000);
