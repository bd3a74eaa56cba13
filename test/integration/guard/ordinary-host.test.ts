// An ordinary host pays nothing: every program that apt starts is traced.
import { expect, it } from '@jest/globals';
import { onHost } from '../guarded-host.ts';

const TRACE = 'strace -f -qq -e trace=execve,openat -o /run/trace';
const JOB = `
apt-get -qq -y install strace >/dev/null 2>&1
${TRACE} apt-get -y install tiny-install >/run/with 2>&1; echo "install $?"
grep -c 'openat(.*"/usr/libexec/apt-image-based/hook"' /run/trace
grep -c 'execve("/usr/bin/grep"' /run/trace
grep -c 'execve("/usr/libexec/apt-image-based/usr-overlay"' /run/trace
${TRACE} dpkg -r tiny-remove >/run/out 2>&1; echo "remove $?"
grep -c 'execve("/usr/libexec/apt-image-based/usr-overlay"' /run/trace
grep -ciE '^(notice|hint|error):' /run/with /run/out
apt-get -qq -y purge tiny-install >/dev/null; apt-get clean
rm /etc/apt/apt.conf.d/*apt-image-based /etc/dpkg/dpkg.cfg.d/apt-image-based
apt-get -y install tiny-install >/run/without 2>&1
plain() { grep -vE '^(Get:|Fetched |\\(Reading database)' "$1" | tr -d '\\r'; }
plain /run/with >/run/with.plain
plain /run/without | diff /run/with.plain - && echo same
`;

it.each(['writable', 'image-build'])('%s: the hooks run, no node process starts, not a word is said', async (state) => {
  const result = await onHost({ variant: 'trixie', state, real: ['strace'] }, JOB);
  const [install, hooks, looks, ...rest] = result.stdout.trimEnd().split('\n');
  expect(install).toBe('install 0');
  expect(Number(hooks)).toBeGreaterThanOrEqual(3);
  // The mount table is read once, by the first of them.
  expect(Number(looks)).toBe(1);
  expect(rest).toEqual(['0', 'remove 0', '0', '/run/with:0', '/run/out:0', 'same']);
}, 300_000);
