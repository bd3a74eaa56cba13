// A shell on a host of the bench, after its set-up, for a row's commands by hand. Without a terminal it runs what standard input holds.
import { copyFileSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isatty } from 'node:tty';
import type { JobResult } from '../../testbed/hosts/boot.ts';
import { bundleFile } from '../../../scripts/paths.ts';
import { onBenchHost } from './on-host.ts';
import type { BenchHost } from './row.ts';

const DAY = 24 * 60 * 60 * 1000;

/** The shell's exit code. */
export async function openShell(host: BenchHost): Promise<number> {
  const { code, stdout, stderr } = isatty(0) ? await onTerminal(host, readlinkSync('/proc/self/fd/0')) : await onInput(host, readFileSync(0));
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  return code;
}

/** The host's standard input is none. script(1) makes a terminal of the host's own, with job control, out of the machine's. */
function onTerminal(host: BenchHost, path: string): Promise<JobResult> {
  const job = `export SHELL=/bin/bash TERM='${process.env.TERM ?? 'dumb'}'\nscript --quiet --return --command bash /dev/null </run/terminal >/run/terminal 2>&1`;
  return onBenchHost(host, job, withBundle, { binds: [[path, '/run/terminal']], timeout: DAY });
}

function onInput(host: BenchHost, text: Buffer): Promise<JobResult> {
  return onBenchHost(host, 'bash /run/bench/typed', (folder) => {
    withBundle(folder);
    writeFileSync(join(folder, 'typed'), text);
  }, { timeout: DAY });
}

/** For `/run/bench/node --cpu-prof /run/bench/usr-overlay.cjs`: the executable itself takes no option of Node. */
function withBundle(folder: string): void {
  copyFileSync(bundleFile, join(folder, 'usr-overlay.cjs'));
}
