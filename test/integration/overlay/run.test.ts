// `usr-overlay run`: the command can write to /usr, the host sees what it writes and cannot; and ostree's own cases for its
// read-only overlay (O1-O6, tests/kolainst/destructive/unlock-transient.sh), as behaviours.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { JobResult } from '../../testbed/hosts/boot.ts';
import { openGuardedHost, type GuardedHost } from '../guarded-host.ts';
import { quick, rows } from '../scope.ts';

// A shell without job control starts what ends in & with SIGINT ignored, so that it has to be set back here.
const JOB = `
say() { echo "== $1"; }
soon() { for _ in $(seq 100); do "$@" && return; sleep 0.1; done; echo "never: $*"; }
say dry; cd /etc; usr-overlay run --dry-run --verbose apt-get install 'a b' >/run/dry; sed -n '1p;$p' /run/dry; setpriv --reuid=33 --clear-groups usr-overlay run --dry-run --verbose apt-get install 'a b' | diff /run/dry -; grep -c usr-overlay /proc/self/mountinfo; usr-overlay run usr-overlay run --dry-run true; usr-overlay down >/dev/null; cd /; grep -c usr-overlay /proc/self/mountinfo
say outside; usr-overlay run sh -c 'touch /usr/bin/inside && echo written'; touch /usr/bin/outside 2>&1 | grep -o 'Read-only file system'; ls /usr/bin/inside; rm /usr/bin/inside 2>&1 | grep -o 'Read-only file system'
say apt; usr-overlay run apt-get -y install tiny-install >/run/out 2>&1 || cat /run/out; grep -c '^notice: ' /run/out; tiny-install; dpkg-query -W -f '\${db:Status-Abbrev}\\n' tiny-install; dpkg --audit; usr-overlay log | sed -n 's/^kind: .*, //p' | sort -u
say code; usr-overlay run sh -c 'exit 7'; echo $?; usr-overlay run sh -c 'kill -9 $$'; echo $?; usr-overlay run -- /nowhere/program 2>/dev/null; echo $?; usr-overlay run -- /etc/passwd 2>/dev/null; echo $?; usr-overlay run 2>/dev/null; echo $?
say interrupt; env --default-signal=INT sh -c 'setsid usr-overlay run sh -c ": >/run/sleeps; exec sleep 60"; echo rc $?' & soon [ -e /run/sleeps ]; pkill -INT -f '^/usr/libexec/apt-image-based/bin/usr-overlay run'; wait
say terminal; if command -v script >/dev/null; then env --default-signal=INT script -qec "usr-overlay run sh -c 'tty >/run/tty; exec sleep 60'; echo rc \\$?" /dev/null </dev/null & soon [ -s /run/tty ]; soon pkill -INT -x sleep; wait; else echo 'rc 130'; fi
say ignored; ignored='grep SigIgn /proc/self/status'; for signals in 1 '1 2 15'; do (trap '' $signals; $ignored) >/run/plain; (trap '' $signals; usr-overlay run $ignored) | diff /run/plain -; (trap '' $signals; exec unshare --mount --propagation private usr-overlay run $ignored) | diff /run/plain -; done; nohup usr-overlay run sh -c ': >/run/hung; sleep 1; echo survived' 2>/dev/null & soon [ -e /run/hung ]; pkill -HUP -f '^/usr/libexec/apt-image-based/bin/usr-overlay run'; wait $!; echo $?
say terminate; (exec usr-overlay run sh -c 'trap "echo got it; exit 3" TERM; : >/run/ready; while :; do sleep 0.1; done') & wrapper=$!; soon [ -e /run/ready ]; kill -TERM $wrapper; wait $wrapper; echo $?
say surroundings; cd /etc; echo in | LC_ALL=de_DE.UTF-8 NODE_OPTIONS=--title=kept OWN='a  b' usr-overlay run sh -c 'pwd; echo "$OWN $LC_ALL $NODE_OPTIONS"; cat; env | grep -c USR_OVERLAY'; sh -c 'ls /proc/self/fd' >/run/fds; usr-overlay run sh -c 'ls /proc/self/fd' >/run/fds-inside; diff /run/fds /run/fds-inside && echo same descriptors; cd /
say variables; odd() { env -i PATH="$PATH" a-b=1 x.y=' 2 ' 1=2 'BASH_FUNC_f%%=() {  :; }' EMPTY= "NL=a
LD_PRELOAD=b" QUOTE="'\\"\\$(id)" LD_BIND_NOW=1 TZ=UTC TERM=vt100 LANG=C HOME=/x IFS=x PWD=/p OPTIND=7 USR_OVERLAY_ENVIRONMENT_0=QQ== LONG="$(head -c 120000 /dev/zero | tr '\\0' x)" "$@"; }; list='sort -z /proc/self/environ'; odd $list >/run/plain; grep -zc = /run/plain; odd usr-overlay run $list | cmp /run/plain - && (trap '' 1; odd usr-overlay run $list) | cmp /run/plain - && odd unshare --mount --propagation private usr-overlay run $list | cmp /run/plain - && echo same variables; env -i /usr/bin/usr-overlay run /usr/bin/env; env nl='
' usr-overlay run sh -c 'echo "$nl" | wc -l'
say nested; usr-overlay run usr-overlay run sh -c 'touch /usr/bin/nested && echo written; exit 4'; echo $?
say together; for n in 1 2 3; do usr-overlay run sh -c "touch /usr/bin/one-$n; sleep 1" & done; wait; ls /usr/bin/one-*; findmnt -n --mountpoint /usr -o FSTYPE | grep -c overlay
say private; unshare --mount --propagation private sh -c 'cd /etc; OWN=kept usr-overlay run sh -c "pwd; echo \\$OWN; touch /usr/bin/private"; touch /usr/bin/not 2>/dev/null || echo read-only'; ls /usr/bin/private
say written; usr-overlay up >/dev/null; usr-overlay run sh -c '[ "$(readlink /proc/self/ns/mnt)" = "$(readlink /proc/1/ns/mnt)" ] && echo same'; touch /usr/bin/outside && echo written
usr-overlay down >/run/out || cat /run/out; ls /usr/bin/inside /usr/bin/tiny-install 2>/dev/null; dpkg-query -W tiny-install 2>&1 | grep -o 'no packages found'
say end
`;

describe.each(rows(['bookworm', quick('trixie'), 'forky', quick('forky-composefs')]))('%s', (variant) => {
  let host: GuardedHost;
  let seen: JobResult;
  const part = (name: string): string => new RegExp(`^== ${name}\\n([^]*?)^== `, 'm').exec(seen.stdout.replaceAll('\r', ''))?.[1] ?? `none in: ${seen.stdout}${seen.stderr}`;

  beforeAll(async () => {
    host = await openGuardedHost({ variant, state: 'locked' });
    seen = await host.run(JOB);
  }, 600_000);
  afterAll(() => host.remove(), 60_000);

  it.each([
    [
      'says without root what it would do, and does none of it',
      'dry',
      "1. mount a tmpfs for root alone on /run/apt-image-based/storage\n19. Run, with that /usr and in /etc: `apt-get install 'a b'`\n0\nRun, in /etc: `true`\n0\n",
    ],
    ['writes, and outside the file is seen, not writable, not removable (O1-O3)', 'outside', 'written\nRead-only file system\n/usr/bin/inside\nRead-only file system\n'],
    ['installs a package for the whole host, after one notice', 'apt', '1\ntiny-install 1.0\nii \nread-only\n'],
    ["has the command's exit code, and 128+n for a signal", 'code', '7\n137\n127\n126\n64\n'],
    ['passes an interruption on', 'interrupt', 'rc 130\n'],
    // Debian 14 has script(1) in a package of its own.
    ['leaves Ctrl-C of a terminal to the command', 'terminal', 'rc 130\n'],
    ['leaves ignored what its caller ignores, as under nohup', 'ignored', 'survived\n0\n'],
    ['passes a signal on', 'terminate', 'got it\n3\n'],
    ['passes directory, environment and standard input on, and nothing else', 'surroundings', '/etc\na  b de_DE.UTF-8 --title=kept\nin\n0\nsame descriptors\n'],
    ['passes variables on whatever their names and values are', 'variables', '18\nsame variables\n2\n'],
    ['just executes inside of another run', 'nested', 'written\n4\n'],
    ['shares one overlay among several', 'together', '/usr/bin/one-1\n/usr/bin/one-2\n/usr/bin/one-3\n1\n'],
    ['acts on the host from another mount namespace', 'private', '/etc\nkept\nread-only\n/usr/bin/private\n'],
    ['just executes in a writable overlay; down takes all of it off', 'written', 'same\nwritten\nno packages found\n'],
  ])('%s', (_title, name, expected) => {
    expect(part(name)).toBe(expected);
  });

  it("O4: ostree's upper directory has what was written", async () => {
    const job = "ostree admin unlock --transient >/dev/null; usr-overlay run touch /usr/bin/inside; ls /var/tmp/ostree-unlock-ovl.*/upper/bin/inside /sysroot/ostree/deploy/*/backing/*/usr-transient/upper/bin/inside 2>/dev/null | grep -c inside; test -w /usr || echo read-only; ostree admin status | grep -o 'Unlocked: transient'";
    expect((await host.run(job)).stdout).toBe('1\nread-only\nUnlocked: transient\n');
  }, 300_000);

  it('O5, O6: a reboot takes it, and another run finds nothing of it', async () => {
    const job = 'ls /usr/bin/inside 2>/dev/null; test -w /usr || echo read-only; ostree admin status | grep -c Unlocked; usr-overlay run true; ls /usr/bin/inside 2>/dev/null; echo nothing left';
    expect((await host.run(job)).stdout).toBe('read-only\n0\nnothing left\n');
  }, 300_000);
});
