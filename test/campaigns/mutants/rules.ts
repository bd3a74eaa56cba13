// Breaks the decision by hand where Stryker cannot: each rule taken out of its list, turned round, or asked after its neighbour. A
// test must fail each time.

import { pathToFileURL } from 'node:url';
import type { RULES } from '../../../src/guard/rules/order.ts';
import type { Rule } from '../../../src/guard/rules/rule.ts';
import { tests } from './collected.ts';
import { load } from './load.ts';

/** Rules that never answer together with the next one, so that their order says nothing, and why. */
const NEVER_WITH_NEXT: Record<string, string> = {
  'own-remount': '/usr cannot be written, or it is unknown',
  'usr-unknown': 'it is unknown, or /usr can be written',
  hotfix: "the overlay is ostree's, or it is sysext's",
  'ordinary-host': '/usr can be written, or it cannot',
  'overlay-read-only': 'there is an overlay, or there is none',
};

await load();
const rules = (await import(pathToFileURL('src/guard/rules/order.ts').href) as { RULES: typeof RULES }).RULES as Rule[];
const whole = [...rules];
const unharmed = await failuresWith(whole);
if (unharmed > 0) throw new Error(`${unharmed} tests fail before anything is broken`);

const rows: string[][] = [['rule', 'removed', 'inverted', 'after the next']];
for (const [at, rule] of whole.entries()) {
  const next = whole[at + 1];
  rows.push([
    rule.name,
    String(await failuresWith(whole.toSpliced(at, 1))),
    String(await failuresWith(whole.with(at, inverted(rule)))),
    next === undefined ? '-' : NEVER_WITH_NEXT[rule.name] ?? String(await failuresWith(whole.with(at, next).with(at + 1, rule))),
  ]);
}
for (const row of rows) process.stdout.write(`${row.map((cell, column) => cell.padEnd(column === 0 ? 22 : 16)).join('').trimEnd()}\n`);
const unnoticed = rows.filter((row) => row.includes('0'));
process.stdout.write(`${whole.length} rules; ${unnoticed.length === 0 ? 'the tests notice each change' : 'no test notices a change of one'}\n`);
process.exitCode = unnoticed.length === 0 ? 0 : 1;

/** Answers where it was silent, and is silent where it answered. */
function inverted(rule: Rule): Rule {
  return { ...rule, check: (host, request) => (rule.check(host, request) === null ? 'refuse' : null) };
}

async function failuresWith(changed: readonly Rule[]): Promise<number> {
  rules.splice(0, rules.length, ...changed);
  let failures = 0;
  for (const { run } of tests) await Promise.resolve().then(run).catch(() => failures++);
  return failures;
}
