// Where memory that is written to may not be executed, as with SELinux's execmem or a unit's MemoryDenyWriteExecute=: every command
// runs, and so do the hooks. prctl(PR_SET_MDWE) is how the kernel offers that without SELinux (Linux 6.3), see prctl(2).
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { JobResult } from '../../testbed/hosts/boot.ts';
import { nodeBinary } from '../../../scripts/paths.ts';
import { REFUSAL } from '../../../src/guard/words/refusal.ts';
import { openGuardedHost, type GuardedHost } from '../guarded-host.ts';

// 65 is PR_SET_MDWE, 1 is PR_MDWE_REFUSE_EXEC_GAIN: linux/prctl.h. What is started inherits it.
const JOB = `
cat >/run/denied.pl <<'END'
my $prctl = { x86_64 => 157, aarch64 => 167 }->{ (POSIX::uname())[4] };
syscall($prctl, 65, 1, 0, 0, 0) == 0 or die "prctl(PR_SET_MDWE): $!";
exec @ARGV;
END
cat >/run/story <<'END'
say() { name=$1; shift; "$@" >/run/said 2>&1; echo "$name $?"; cat /run/said >>/run/everything; }
try() { say "$1" usr-overlay "$@"; }
try --version
try help apt-image-based
try check --explain
try check --json
try report /run/report
say from usr-overlay check --from /run/report
apt-get -y install tiny-app 2>&1 | grep ^error:
dpkg -i /nowhere.deb 2>&1 | grep ^error:
say simulated apt-get -s install tiny-app
try run apt-get -y install tiny-install
say installed tiny-install
try up
say apt apt-get -y install tiny-app
for number in $(seq 300); do true >/usr/bin/many-$number; done
try status
try diff
try diff --packages
try diff --containerfile
grep -c many- /run/everything
try holders
try record
try log
try doctor
try kept
try down
try put-back
END
perl -MPOSIX /run/denied.pl /run/node -e 0 2>/dev/null; echo "Node itself $?"
perl -MPOSIX /run/denied.pl sh /run/story || cat /run/everything
cat /run/everything >&2
`;

let host: GuardedHost;
let seen: JobResult;

beforeAll(async () => {
  host = await openGuardedHost({ variant: 'trixie', state: 'locked' });
  seen = await host.run(JOB, { binds: [[nodeBinary, '/run/node']] });
}, 600_000);
afterAll(() => host.remove(), 60_000);

it('V8 does not start with its compiler there', () => {
  expect(seen.stdout).toContain('Node itself 133\n');
});

it('every command runs, and apt and dpkg are refused', () => {
  const said = seen.stdout.replace(/^[^]*?Node itself 133\n/, '');
  expect(said).toBe(`${EXPECTED}\n`);
  expect(seen.stderr).not.toMatch(/Native stack trace/);
});

const EXPECTED = `--version 0
help 0
check 10
check 10
report 0
from 10
${REFUSAL}
${REFUSAL}
simulated 0
run 0
installed 0
up 0
apt 0
status 0
diff 0
diff 0
diff 0
300
holders 0
record 0
log 0
doctor 0
kept 0
down 0
put-back 0`;
