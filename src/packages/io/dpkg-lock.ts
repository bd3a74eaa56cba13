// This file holds dpkg's own lock while its database is changed. That is a record lock, fcntl(2), which Node cannot take, so perl does;
// dpkg's own tools need perl anyway.

import { spawn } from 'node:child_process';
import { CLEAN_ENVIRONMENT } from '../../system/processes/run-program.ts';
import { locate } from '../../system/processes/locate.ts';

/** Holds the lock until `release` is called, or says why it was not taken. */
export type DpkgLock = { kind: 'held'; release: () => void } | { kind: 'busy' } | { kind: 'broken'; line: string };

/** struct flock has two shorts, two offsets and a pid. */
const SCRIPT = `use Fcntl;
my @files;
for my $path (@ARGV) {
  sysopen(my $file, $path, O_RDWR | O_CREAT | O_NOFOLLOW, 0640) or die "$path: $!\\n";
  my $lock = pack("s! s! x![q] q q i x![q]", F_WRLCK, 0, 0, 0, 0);
  fcntl($file, F_SETLK, $lock) or exit 75;
  push @files, $file;
}
$| = 1;
print "held\\n";
<STDIN>;`;

/** The script does not wait for the lock, so these milliseconds only guard against a hanging perl. */
const TIMEOUT = 10_000;

/** Takes the front end's lock first, as dpkg does (its frontend.txt). They are held until `release` or the end of this process. */
export function lockDpkg(folder: string): Promise<DpkgLock> {
  const perl = locate('perl');
  if (perl === undefined) return Promise.resolve({ kind: 'broken', line: 'perl: not installed' });
  return new Promise((resolve) => {
    const child = spawn(perl, ['-e', SCRIPT, `${folder}/lock-frontend`, `${folder}/lock`], { cwd: '/', env: CLEAN_ENVIRONMENT, stdio: ['pipe', 'pipe', 'pipe'] });
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      resolve({ kind: 'broken', line: `perl: no answer within ${TIMEOUT / 1000} seconds` });
    }, TIMEOUT);
    let said = '';
    child.stderr.on('data', (data: Buffer) => (said += data.toString()));
    child.stdout.once('data', (data: Buffer) => {
      clearTimeout(timer);
      if (data.toString() === 'held\n') return resolve({ kind: 'held', release: () => child.stdin.end() });
      child.kill('SIGKILL');
      resolve({ kind: 'broken', line: 'perl: an answer that it was not asked for' });
    });
    child.on('error', (error) => resolve({ kind: 'broken', line: error.message }));
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve(code === 75 ? { kind: 'busy' } : { kind: 'broken', line: `perl: ${said.trim() || `exit code ${String(code)}`}` });
    });
  });
}
