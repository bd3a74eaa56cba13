// The host around a command: full, read-only, without /proc, and with nobody who listens.
import { KINDS, type Case, type Kind } from './case.ts';

type Surrounding = { name: string; fault: string; heal: string; kinds?: readonly Kind[]; codes?: readonly number[] };

const COMMANDS = KINDS.filter((kind) => kind !== 'refuse' && kind !== 'allow');
const WITH_GUARD: readonly Kind[] = [...COMMANDS, 'refuse', 'allow'];
const used = (what: string, folder: string): string => `$(df --output=${what} ${folder} | tail -n 1 | tr -d ' ')`;

const readOnly = (folder: string): Surrounding => ({ name: `read-only ${folder}`, fault: `mount -o remount,bind,ro ${folder}`, heal: `mount -o remount,bind,rw ${folder}` });
const full = (folder: string): Surrounding => ({
  name: `full ${folder}`, fault: `mount -o remount,size=${used('used', folder)}k ${folder}`, heal: `mount -o remount,size=50% ${folder}`,
});
const without = (path: string): Surrounding => ({
  name: `empty ${path}`, kinds: WITH_GUARD, fault: `mount --bind /dev/null ${path}`, heal: `umount ${path}`,
});
/** /proc/self is another one for each process; mount(8) gets its own. */
const ownMountinfo = (name: string, launch: string): Surrounding => ({ name, fault: `launch() { ${launch} }`, heal: ':' });
const stream = (name: string, redirection: string, codes: readonly number[]): Surrounding => ({
  name, codes, fault: `unheard=1 lost=1; launch() { plainly "$@" ${redirection}; }`, heal: ':',
});

export const SURROUNDINGS: readonly Surrounding[] = [
  { ...full('/run'), kinds: WITH_GUARD },
  { name: '/run without inodes', kinds: WITH_GUARD, fault: `mount -o remount,nr_inodes=${used('iused', '/run')} /run`, heal: 'mount -o remount,nr_inodes=800000 /run' },
  readOnly('/etc'),
  readOnly('/var'),
  full('/var'),
  { name: 'no /proc', kinds: WITH_GUARD, fault: 'mount -t tmpfs faulty /proc', heal: 'umount /proc' },
  without('/proc/locks'),
  without('/proc/cmdline'),
  ownMountinfo('empty /proc/self/mountinfo', `plainly /bin/sh -c 'mount --bind /dev/null /proc/$$/mountinfo; exec "$@"' sh "$@";`),
  { name: 'unreadable /proc/self/mountinfo', fault: `echo 'all inject-alone -e trace=openat -P /proc/self/mountinfo -e inject=openat:error=EACCES' >/tmp/faulty/usr-overlay`, heal: ':', kinds: WITH_GUARD },
  { name: 'hidden processes', fault: 'mount -o remount,hidepid=2 /proc; launch() { plainly setpriv --bounding-set=-sys_ptrace --inh-caps=-sys_ptrace "$@"; }', heal: 'mount -o remount,hidepid=0 /proc' },
  stream('standard output closed', '>&-', [0]),
  stream('standard output full', '>/dev/full', [0, 71]),
  stream('standard error closed', '2>&-', [0]),
  stream('standard error full', '2>/dev/full', [0]),
  stream('both closed', '>&- 2>&-', [0]),
];

export function surroundingFaults(): Case[] {
  return SURROUNDINGS.flatMap(({ name, fault, heal, kinds = COMMANDS, codes = [0, 69, 71] }) => kinds.map((kind): Case => ({
    family: `surroundings: ${name}`,
    title: `${kind}: ${name}`,
    kind,
    codes: kind === 'refuse' ? [100] : kind === 'allow' ? [0] : codes,
    fault: `${fault}; : >/tmp/faulty/happened`,
    heal,
  })));
}
