// The programs that the product calls: missing, hanging, killed, silent, lying, and saying too much.
import type { Case, Kind } from './case.ts';

type Mode = 'missing' | 'hang' | 'silent' | 'killed' | 'garbage' | 'believed' | 'huge';

const ALL: readonly Mode[] = ['missing', 'hang', 'silent', 'killed', 'garbage', 'believed', 'huge'];
const QUICK = ALL.filter((mode) => mode !== 'hang');
const DONE_OR_FAILED = [0, 69, 71];

type Row = { program: string; kinds: readonly Kind[]; modes: readonly Mode[]; codes: readonly number[] };

const ROWS: readonly Row[] = [
  { program: 'mount', kinds: ['up', 'run'], modes: ALL, codes: DONE_OR_FAILED },
  { program: 'umount', kinds: ['down'], modes: ALL, codes: DONE_OR_FAILED },
  { program: 'ostree', kinds: ['up'], modes: ALL, codes: DONE_OR_FAILED },
  { program: 'ostree', kinds: ['down', 'run'], modes: QUICK, codes: DONE_OR_FAILED },
  { program: 'ostree', kinds: ['report'], modes: ALL, codes: [0] },
  { program: 'bootc', kinds: ['up', 'down'], modes: ALL, codes: DONE_OR_FAILED },
  { program: 'flock', kinds: ['up', 'down', 'put_back', 'doctor'], modes: ALL.filter((mode) => mode !== 'believed'), codes: [71] },
  { program: 'unshare', kinds: ['run', 'down'], modes: ALL, codes: DONE_OR_FAILED },
  { program: 'nsenter', kinds: ['run'], modes: ['missing'], codes: [69, 71] },
  { program: 'systemctl', kinds: ['up', 'down'], modes: ALL, codes: [0] },
  { program: 'logger', kinds: ['up', 'down'], modes: ALL, codes: [0] },
  // One that hangs holds the overlay it was started from, and `down` names it as it names any other.
  { program: 'timeout', kinds: ['up'], modes: ['missing', 'killed'], codes: [0] },
  { program: 'perl', kinds: ['doctor'], modes: ALL, codes: [71] },
  { program: 'dpkg', kinds: ['doctor'], modes: QUICK, codes: [71] },
  { program: 'cp', kinds: ['doctor'], modes: QUICK, codes: [71] },
  { program: 'usr-overlay', kinds: ['refuse'], modes: ALL.filter((mode) => mode !== 'believed'), codes: [100] },
  { program: 'usr-overlay', kinds: ['allow'], modes: ALL, codes: [0] },
  { program: 'env', kinds: ['refuse'], modes: ALL.filter((mode) => mode !== 'believed'), codes: [100] },
  { program: 'timeout', kinds: ['refuse'], modes: ['missing', 'silent', 'killed'], codes: [100] },
  { program: 'env', kinds: ['allow'], modes: ALL, codes: [0] },
  { program: 'timeout', kinds: ['allow'], modes: ['missing', 'silent', 'killed'], codes: [0] },
  { program: 'grep', kinds: ['refuse'], modes: QUICK, codes: [100] },
  { program: 'grep', kinds: ['allow'], modes: QUICK, codes: [0] },
];

/** `countCalls`: how often the command calls the program; a fault in a call that never comes is none. */
export function programFaults(countCalls: (kind: Kind, program: string) => number): Case[] {
  return ROWS.flatMap(({ program, kinds, modes, codes }) => kinds.flatMap((kind) => modes.flatMap((mode) => {
    // Every call of it, and the second alone: then there is something to undo.
    const whichs = mode === 'missing' || kind === 'refuse' || kind === 'allow' ? ['all'] : ['all', '2'];
    return whichs.filter((which) => countCalls(kind, program) >= (which === 'all' ? 1 : 2)).map((which): Case => ({
      family: `${kind}: ${program}`,
      title: `${kind}: ${program} ${which === 'all' ? '' : 'once '}${mode}`,
      kind,
      codes: which === 'all' ? codes : [0, ...codes],
      ...(mode === 'missing'
        ? { fault: `mv /etc/faulty/${program} /etc/faulty-${program}; : >/tmp/faulty/happened`, heal: `mv /etc/faulty-${program} /etc/faulty/${program}` }
        : { fault: `echo '${which} ${mode}' >/tmp/faulty/${program}`, heal: ':' }),
    }));
  })));
}
