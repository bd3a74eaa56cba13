// The faults of one host: found by tracing its commands, tried one after the other. A wrong one spoils the host: the next ones get a fresh one.
import { join } from 'node:path';
import { renderTry, type Case, type Kind } from './case.ts';
import { openFaultyHost, type FaultyHost, type HostRow } from './hosts.ts';
import { callsOf, injections, TRACE } from './injections.ts';
import { programFaults } from './programs.ts';
import { surroundingFaults } from './surroundings.ts';

export async function collectCases(row: HostRow): Promise<Case[]> {
  const host = await openFaultyHost(row);
  try {
    const said = await host.run(`TRACE='${TRACE.replaceAll("'", "'\\''")}'\nbegin\n${row.kinds.map((kind) => `trace ${kind}\n`).join('')}echo end`, 600);
    if (/^FAIL /m.test(said) || !said.endsWith('end\n')) throw new Error(`without a fault, ${row.host} on ${row.variant.name}:\n${said}`);
    const tracesOf = (kind: Kind): string => join(host.folder, 'traces', kind);
    const traced = row.kinds.flatMap((kind) => injections(kind, tracesOf(kind)));
    if (traced.length === 0) throw new Error(`nothing was traced on ${row.host} on ${row.variant.name}`);
    const others = [...programFaults((kind, program) => (row.kinds.includes(kind) ? callsOf(program, tracesOf(kind)) : 0)), ...surroundingFaults().filter(({ kind }) => row.kinds.includes(kind))];
    return [...traced, ...others];
  } finally {
    await host.remove();
  }
}

/** `missed`: the command did not come by the place. */
export type Tried = { family: string; result: 'survived' | 'missed' | 'wrong' };

/** Longer than any one try: a hanging program is given up by the product itself. */
const SPARE_SECONDS = 900;

/** `until`: of performance.now(). */
export async function tryCases(row: HostRow, cases: readonly Case[], until: number, print: (line: string) => void): Promise<Tried[]> {
  const tried: Tried[] = [];
  const left = (): Case[] => cases.slice(tried.length);
  while (left().length > 0 && performance.now() < until) {
    const host = await openFaultyHost(row);
    try {
      const before = tried.length;
      tried.push(...(await tryOn(host, left(), until, print)));
      if (tried.length === before && performance.now() < until) throw new Error(`no fault could be tried on ${row.host} on ${row.variant.name}`);
    } finally {
      await host.remove();
    }
  }
  return tried;
}

async function tryOn(host: FaultyHost, cases: readonly Case[], until: number, print: (line: string) => void): Promise<Tried[]> {
  const seconds = Math.ceil((until - performance.now()) / 1000);
  const job = ['surround', 'begin', `end=$(($(date +%s) + ${String(seconds)}))`, ...cases.map((each) => `[ "$(date +%s)" -lt $end ] || exit 0\n${renderTry(each)}`)];
  const said = await host.run(job.join('\n'), seconds + SPARE_SECONDS);
  const byTitle = new Map(cases.map((each) => [each.title, each]));
  const tried = [...said.matchAll(/^(OK (\d+)|MISSED|WRONG) (.*)$/gm)].flatMap(([, word = '', , title = '']): Tried[] => {
    const found = byTitle.get(title);
    return found ? [{ family: found.family, result: word === 'MISSED' ? 'missed' : word === 'WRONG' ? 'wrong' : 'survived' }] : [];
  });
  const told = said.split('\n').filter((line) => !/^OK \d+ /.test(line) && line !== '').join('\n');
  if (told !== '') print(told);
  const isWhole = tried.at(-1)?.result === 'wrong' || tried.length === cases.length || performance.now() > until;
  if (isWhole || tried.length === cases.length) return tried;
  // The host ended in the middle of one.
  print(`WRONG ${cases[tried.length]?.title ?? ''}: the host ended`);
  return [...tried, { family: cases[tried.length]?.family ?? '', result: 'wrong' }];
}
