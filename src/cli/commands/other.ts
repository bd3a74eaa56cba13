// This file describes `doctor`, `check`, `report`, `record`, `put-back` and `boot`.

import { resolve } from 'node:path';
import { EXIT } from '../../exit-codes.ts';
import { BOOT_STEPS, type BootStep } from '../../persist/state.ts';
import { LOGGED_MANAGERS } from '../../journal/entry.ts';
import type { RecordRequest } from '../record.ts';
import { ANYTHING, command, FOLDER } from './command.ts';
import { JSON_ANSWER } from './see.ts';

export const DOCTOR = command({
  name: 'doctor',
  summary: 'Find packages that an overlay or a failed installation left broken',
  epilogue: 'Exits 71 if something is wrong.',
  operands: [],
  options: [
    { name: 'fix', summary: 'Repair it, after a confirmation' },
    { name: 'yes', summary: 'Do not ask for the confirmation' },
    JSON_ANSWER,
  ],
  examples: [
    { command: 'usr-overlay doctor', summary: 'what is wrong, what it means, how to repair it' },
    { command: 'sudo usr-overlay doctor --fix', summary: 'repair it; a backup is kept' },
  ],
  mistake: ({ yes, fix }) => (fix || !yes ? null : '--yes needs --fix'),
  load: async (given, context) => (await import('../doctor.ts')).doctor(given, context),
});

export const CHECK = command({
  name: 'check',
  summary: 'Say what the guard would say now',
  epilogue: 'Exits 0 for allow and notice, and 10 for refuse.',
  operands: [],
  options: [
    JSON_ANSWER,
    { name: 'explain', summary: 'Show each fact and the rule that decided' },
    { name: 'from', value: FOLDER, summary: 'Judge the host captured in this folder by `report`' },
  ],
  conflicts: [['json', 'explain']],
  examples: [
    { command: 'usr-overlay check --explain', summary: 'the verdict and the reasons for it' },
    { command: 'usr-overlay check --from ./host --json', summary: 'judge a captured host, as any user' },
  ],
  load: async ({ json, explain, from }, context) => (await import('../check.ts')).check({ json, explain, folder: from === null ? null : resolve(context.invokedFrom, from) }, context),
});

export const REPORT = command({
  name: 'report',
  summary: 'Write the facts of this host as files, for a bug report',
  epilogue: '`usr-overlay check --from FOLDER` judges them.',
  operands: [{ name: 'folder', value: FOLDER, required: true, summary: 'A new or an empty folder' }],
  options: [],
  examples: [{ command: 'usr-overlay report ./host', summary: 'capture this host' }],
  load: async ({ folder }, context) => (await import('../report.ts')).report(resolve(context.invokedFrom, folder), context),
});

export const RECORD = command({
  name: 'record',
  summary: 'Write down what packages changed in the overlay',
  epilogue: 'The hooks of package managers do it after each transaction.',
  operands: [
    { name: 'manager', value: { words: LOGGED_MANAGERS, folders: false }, summary: `The package manager whose hook calls, for the journal: ${LOGGED_MANAGERS.join(', ')}` },
    { name: 'pid', value: ANYTHING, summary: 'Its process' },
  ],
  options: [],
  examples: [{ command: 'sudo usr-overlay record', summary: 'after files were changed by hand' }],
  load: async ({ manager, pid }, context) => (await import('../record.ts')).record({ manager, pid: pid === null ? null : Number(pid) }, context),
});

/** Reads `record` as hooks call it, without the cost of yargs; returns null for all other words, wrong ones included. */
export function parseRecord([name, word, pid, ...more]: readonly string[]): RecordRequest | null {
  const manager = LOGGED_MANAGERS.find((each) => each === word) ?? null;
  if (name !== 'record' || more.length > 0 || (word !== undefined && manager === null)) return null;
  if (pid === undefined) return { manager, pid: null };
  return /^[1-9]\d{0,9}$/.test(pid) ? { manager, pid: Number(pid) } : null;
}

export const PUT_BACK = command({
  name: 'put-back',
  summary: 'Remove what packages left in /etc with an overlay that is gone',
  epilogue: 'Each boot does it.',
  operands: [],
  options: [],
  examples: [{ command: 'sudo usr-overlay put-back', summary: 'as `down` and the next `up` do it' }],
  load: async (_, context) => (await import('../record.ts')).putBack(context),
});

export const BOOT = command({
  name: 'boot',
  summary: 'Mount or unmount the persistent overlay, as each boot does',
  operands: [{ name: 'step', value: { words: BOOT_STEPS, folders: false }, required: true, summary: `One of ${BOOT_STEPS.join(', ')}` }],
  options: [],
  examples: [{ command: 'sudo usr-overlay boot mount', summary: 'what apt-image-based-persist.service does' }],
  mistake: ({ step }) => (isBootStep(step) ? null : `boot does one of ${BOOT_STEPS.join(', ')}`),
  load: async ({ step }, context) => (isBootStep(step) ? (await import('../boot.ts')).boot(step, context) : EXIT.usage),
});

function isBootStep(word: string): word is BootStep {
  return BOOT_STEPS.some((step) => step === word);
}
