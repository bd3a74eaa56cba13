// This file calls lstat(2) from two threads, because these calls take most of the time of a comparison.

import type { lstatSync, Stats } from 'node:fs';
import type { MessagePort, Worker } from 'node:worker_threads';
import type { BytePath } from '../../text/paths.ts';
import { look } from '../../system/files/byte-path.ts';

/** Holds what a comparison needs to know of a file. */
export type FileLook = Pick<Stats, (typeof FIELDS)[number]>;

const FIELDS = ['mode', 'size', 'ctimeMs', 'uid', 'gid', 'nlink', 'dev', 'ino', 'rdev'] as const;

/** Below this many names, messaging costs more than it saves. */
const FEWEST = 128;
const MOST = 4096;
/** This thread looks at this part of a batch itself, because it also judges and prints the answers. */
const OWN_PART = 0.35;

/** Returns a function that gives the look at each name; call it with rising indices. Undefined means no such file, as in `look`. */
export function lookAhead(folder: BytePath, names: readonly BytePath[]): (index: number) => FileLook | undefined {
  if (names.length < FEWEST) return (index) => look(`${folder}/${names[index] ?? ''}`);
  let [own, end] = [0, 0];
  let answers: Answers | null = null;
  return (index) => {
    if (index >= end) {
      end = Math.min(index + MOST, names.length);
      own = index + Math.ceil((end - index) * OWN_PART);
      answers = askOther(folder, names.slice(own, end));
    }
    const answer = index < own ? null : (answers?.(index - own) ?? null);
    return answer === null ? look(`${folder}/${names[index] ?? ''}`) : answer.look;
  };
}

/** Returns null where the other thread has not started on this batch, and then it never will. */
type Answers = (index: number) => { look: FileLook | undefined } | null;

type Question = { folder: BytePath; names: string; control: Int32Array; rows: Float64Array };

/** BY says who answers the batch: nobody yet (0), this thread (1) or the other (2). COUNT says how many answers are there. */
const [BY, COUNT] = [0, 1];
const [NOBODY, US] = [0, 1];

/** After these milliseconds without an answer, the other thread counts as dead. */
const PATIENCE = 1000;

let other: Worker | null = null;
let isBroken = false;

function askOther(folder: BytePath, names: readonly BytePath[]): Answers | null {
  if (isBroken || names.length === 0) return null;
  const control = new Int32Array(new SharedArrayBuffer(8));
  const rows = new Float64Array(new SharedArrayBuffer(8 * names.length * FIELDS.length));
  other ??= startOther();
  // No name contains a slash, and one string is sent faster than many.
  other.postMessage({ folder, names: names.join('/'), control, rows } satisfies Question);
  let isOurs: boolean | null = null;
  let count = 0;
  return (index) => {
    isOurs ??= Atomics.compareExchange(control, BY, NOBODY, US) === NOBODY;
    while (!isOurs && count <= index) {
      count = Atomics.load(control, COUNT);
      if (count <= index) isOurs = isBroken ||= Atomics.wait(control, COUNT, count, PATIENCE) === 'timed-out';
    }
    return isOurs ? null : { look: lookOf(rows, index * FIELDS.length) };
  };
}

/** Values are in the order of FIELDS; the mode 0, which no file has, stands for "no such file". */
function lookOf(rows: Float64Array, at: number): FileLook | undefined {
  const value = (place: number): number => rows[at + place] ?? 0;
  return value(0) === 0
    ? undefined
    : { mode: value(0), size: value(1), ctimeMs: value(2), uid: value(3), gid: value(4), nlink: value(5), dev: value(6), ino: value(7), rdev: value(8) };
}

function startOther(): Worker {
  const { Worker } = process.getBuiltinModule('node:worker_threads');
  const source = `(${answerQuestions.toString()})(require('node:fs'), require('node:worker_threads').parentPort, ${JSON.stringify(FIELDS)})`;
  const worker = new Worker(source, { eval: true, env: {}, execArgv: [], resourceLimits: { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 64 } });
  worker.on('error', () => {
    isBroken = true;
  });
  worker.unref();
  return worker;
}

/** The other thread gets this function as text, so it can use nothing else of this file. */
function answerQuestions(fs: { lstatSync: typeof lstatSync }, port: MessagePort, fields: typeof FIELDS): void {
  port.on('message', ({ folder, names, control, rows }: Question) => {
    if (Atomics.compareExchange(control, 0, 0, 2) !== 0) return;
    const isAscii = /^[\x00-\x7f]*$/.test(folder + names);
    let count = 0;
    let place = 0;
    for (const name of names.split('/')) {
      const path = `${folder}/${name}`;
      let stats: Stats | undefined;
      try {
        stats = fs.lstatSync(isAscii ? path : Buffer.from(path, 'latin1'), { throwIfNoEntry: false });
      } catch {
        // An unreadable file counts as absent, as in `look`.
      }
      for (const field of fields) rows[place++] = stats ? stats[field] : 0;
      count += 1;
      Atomics.store(control, 1, count);
      // Waking the waiting thread is a system call, so it happens only once in 32 answers.
      if (count % 32 === 0) Atomics.notify(control, 1);
    }
    Atomics.notify(control, 1);
  });
}
