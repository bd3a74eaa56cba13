// What both matrices do: hosts by turns, one for each processor, until the time is over; then the table.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { STATES, type State } from '../../testbed/hosts/states.ts';
import { VARIANTS, type Variant } from '../../testbed/hosts/variants.ts';
import type { HostResult, HostRun } from './host-run.ts';
import { printTable, wrongOf } from './table.ts';

type Named = { variant: Variant; state: State };

const OPTIONS = {
  variant: { type: 'string', multiple: true },
  state: { type: 'string', multiple: true },
  /** Only actions whose name holds one of these. */
  action: { type: 'string', multiple: true },
  /** A part that fits beside the other tests: each verdict, and each suite. */
  quick: { type: 'boolean', default: false },
  /** No new host is begun after so many minutes; those left out are named. */
  minutes: { type: 'string', default: '600' },
  verbose: { type: 'boolean', default: false },
} as const;

export function parseCampaign(): { hosts: Named[]; isAsked: (action: { name: string }) => boolean; quick: boolean; minutes: number; verbose: boolean } {
  const { values } = parseArgs({ options: OPTIONS });
  const wanted = (names: string[] | undefined, name: string): boolean => names === undefined || names.includes(name);
  const hosts = VARIANTS.filter((variant) => wanted(values.variant, variant.name)).flatMap((variant) =>
    STATES.filter((state) => wanted(values.state, state.name) && state.lacks?.(variant) === undefined).map((state) => ({ variant, state })),
  );
  const isAsked = ({ name }: { name: string }): boolean => values.action?.some((part) => name.includes(part)) ?? true;
  return { hosts, isAsked, quick: values.quick, minutes: Number(values.minutes), verbose: values.verbose };
}

/** Prints the table; how many cells are wrong. */
export async function playCampaign(runs: readonly HostRun[], runHost: (run: HostRun) => Promise<HostResult>, options: { minutes: number; verbose: boolean }): Promise<number> {
  const results = new Map<HostRun, HostResult | Error>();
  const leftOut: string[] = [];
  const queue = [...runs];
  const began = performance.now();
  const worker = async (): Promise<void> => {
    for (let run = queue.shift(); run; run = queue.shift()) {
      const name = `${run.variant.name} ${run.state.name} (database in /${run.database})`;
      if (performance.now() - began > options.minutes * 60_000) {
        leftOut.push(name);
        continue;
      }
      const result = await runHost(run).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
      results.set(run, result);
      for (const line of wrongOf(run, result, options.verbose)) process.stderr.write(`${line}\n`);
      process.stderr.write(`${String(results.size)}/${String(runs.length)} ${name}\n`);
    }
  };
  await Promise.all(cpus().map(worker));
  if (leftOut.length > 0) process.stdout.write(`not run for want of time: ${leftOut.join(', ')}\n`);
  return printTable(results, { seconds: (performance.now() - began) / 1000, verbose: options.verbose });
}
