// Reaches every state on every suite and says so: `node test/testbed/hosts/selftest.ts [STATE…]`
import { openState } from './state-host.ts';
import { STATES, type State } from './states.ts';
import { VARIANTS, type Variant } from './variants.ts';

const JOB = 'cat /proc/self/mountinfo; ostree admin status 2>/dev/null; ! test -w /usr || echo test-w';

type Cell = { text: string; wrong: boolean; note?: string };

async function reach(state: State, variant: Variant): Promise<Cell> {
  const lack = state.lacks?.(variant);
  if (lack) return { text: '–', wrong: false, note: lack };
  const begin = performance.now();
  try {
    const host = await openState(state, variant);
    const opened = performance.now();
    try {
      const result = await host.boot({ job: JOB });
      const booted = performance.now();
      const seconds = (from: number, to: number): string => ((to - from) / 1000).toFixed(1);
      const lies = result.stdout.includes('test-w') !== result.writable;
      const text = `${result.writable ? 'rw' : 'ro'} ${seconds(begin, opened)}+${seconds(opened, booted)}`;
      return { text, wrong: false, ...(lies && { note: '`test -w /usr` says the opposite of the truth' }) };
    } finally {
      await host.remove();
    }
  } catch (error) {
    return { text: 'WRONG', wrong: true, note: String(error) };
  }
}

const asked = process.argv.slice(2);
const states = STATES.filter((state) => asked.length === 0 || asked.includes(state.name));
const notes = new Map<string, string[]>();
let wrong = 0;
const row = (cells: readonly string[]): void => {
  process.stdout.write(`${cells.map((cell, index) => cell.padEnd(index === 0 ? 31 : 17)).join('').trimEnd()}\n`);
};
process.stdout.write('/usr as seen (rw, ro), seconds to make the host + to boot it\n');
row(['state (expected)', ...VARIANTS.map((variant) => variant.name)]);
for (const state of states) {
  const cells: string[] = [];
  for (const variant of VARIANTS) {
    const cell = await reach(state, variant);
    if (cell.wrong) wrong += 1;
    if (cell.note) notes.set(cell.note, [...(notes.get(cell.note) ?? []), `${state.name} on ${variant.name}`]);
    cells.push(cell.text);
  }
  row([`${state.name} (${state.writable ? 'rw' : 'ro'})`, ...cells]);
}
for (const [note, where] of notes) process.stdout.write(`${where.join(', ')}: ${note}\n`);
process.exitCode = wrong === 0 ? 0 : 1;
