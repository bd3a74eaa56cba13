// Each system call that a command makes, failing once, or with a SIGKILL in its place: found by a traced run of it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KILLED_KINDS, type Case, type Kind } from './case.ts';
import { errorsOf, findSites, SYSCALLS, type Site } from './sites.ts';

/** What `trace` puts into the folder: trace.PROGRAM.CALL[.PID] for each process that the command had. */
export function injections(kind: Kind, folder: string): Case[] {
  const hits = readdirSync(folder).filter((name) => name.startsWith('trace.') && !isManagersOwn(kind, name)).sort().flatMap((name) => {
    const [, program = '', call = ''] = name.split('.');
    return findSites(readFileSync(join(folder, name), 'latin1')).map((site) => ({ program, call, site }));
  });
  const isKilledAlone = KILLED_KINDS.some((each) => each === kind);
  const cases = hits.flatMap(({ program, call, site }) => [
    ...(isKilledAlone ? [] : errorsOf(site).map((error) => injection(kind, program, call, site, error))),
    // Reading changes nothing: to die there is to die before the next change.
    ...(site.reads ? [] : (NEXT[kind] ?? []).map((next) => death(kind, program, call, site, next))),
  ]);
  return [...new Map(cases.map((each) => [each.title, each])).values()];
}

/** Either way on must end well; of what is not here the death changes nothing. */
const NEXT: Partial<Record<Kind, readonly NonNullable<Case['next']>[]>> = {
  up: ['up', 'down'], up_read_only: ['up', 'down'], up_native: ['up', 'down'], up_stored: ['up', 'down'],
  down: ['up', 'down'], down_native: ['up', 'down'], down_stored: ['up', 'down'],
  run: ['run', 'up'], put_back: ['put_back'], doctor: ['doctor'],
};

/** A dpkg that is let through and cannot write its own database fails by itself. */
function isManagersOwn(kind: Kind, name: string): boolean {
  return kind === 'allow' && name.startsWith('trace.dpkg.');
}

/** How often the traced command called the program. */
export function callsOf(program: string, folder: string): number {
  const path = join(folder, `${program}.calls`);
  return existsSync(path) ? readFileSync(path, 'latin1').split('\n').length - 1 : 0;
}

/** Shell: all programs of the host write down what they do. */
export const TRACE = [
  'for program in /etc/faulty/*; do',
  `  echo 'all trace -e trace=${SYSCALLS.join(',')}' >"/tmp/faulty/\${program##*/}"`,
  'done',
  // They become another program, which has a trace of its own.
  'rm -f /tmp/faulty/env /tmp/faulty/timeout /tmp/faulty/nsenter',
  `echo 'all trace-alone -e trace=${SYSCALLS.join(',')}' >/tmp/faulty/usr-overlay`,
].join('\n');

function injection(kind: Kind, program: string, call: string, site: Site, error: string): Case {
  const { syscall, path, nth } = site;
  const how = program === 'usr-overlay' ? 'inject-alone' : 'inject';
  return {
    family: `${kind}: ${familyOf(syscall)}`,
    title: `${kind}: ${program} ${call}: ${syscall}${path === null ? '' : ` ${path}`} ${String(nth)}: ${error}`,
    kind,
    codes: kind === 'refuse' ? [100] : kind === 'allow' ? [0] : [0, 69, 71, ...(path?.startsWith('/etc/apt-image-based/') ? [78] : [])],
    fault: `echo '${call} ${how} ${straceWords(site, `error=${error}`)}' >/tmp/faulty/${program}`,
    heal: ':',
  };
}

/** Before the call, of the program and, where that is another one, of who waits for it. */
function death(kind: Kind, program: string, call: string, site: Site, next: NonNullable<Case['next']>): Case {
  const { syscall, path, nth } = site;
  return {
    family: `kill: ${kind}`,
    title: `kill: ${kind}, then ${next}: ${program} ${call}: ${syscall}${path === null ? '' : ` ${path}`} ${String(nth)}`,
    kind,
    // Another program's death is not always that of the command.
    codes: [137, 0, 69, 71],
    fault: `echo '${call} ${program === 'usr-overlay' ? 'inject-alone' : 'kill'} ${straceWords(site, 'signal=SIGKILL')}' >/tmp/faulty/${program}`,
    heal: ':',
    next,
  };
}

function straceWords({ syscall, path, nth }: Site, what: string): string {
  return [`-e trace=${syscall}`, ...(path === null ? [] : [`-P ${path}`]), `-e inject=${syscall}:${what}:when=${String(nth)}`].join(' ');
}

function familyOf(syscall: string): string {
  if (/mount|^fs(open|config)$|^open_tree$|^unshare$|^setns$/.test(syscall)) return 'mount';
  if (/^(openat|flock)$/.test(syscall)) return 'open';
  return /write|sync|truncate/.test(syscall) ? 'write' : 'names';
}
