// This file learns what the dnf behind a hook is about to do. Only hosts with a read-only or overlaid /usr come here.

import { readdirSync, writeSync } from 'node:fs';
import { parseDnf5Command } from '../request/dnf-command.ts';
import { dnf4Intent, dnf5Intent, dnfWords, persistenceIn } from '../request/dnf-request.ts';
import { describeTransaction, type TransactionWanted, type Transaction } from '../request/transaction.ts';
import { PLAIN_REQUEST, type Request } from '../request/request.ts';
import { listFolder, readText, isHostRoot } from '../../system/files/read.ts';
import { programOf, wordsOf } from '../../system/processes/process-table.ts';
import { rpmWriters } from '../../boot/io/rpm-writers.ts';
import { parseRpmPlan, parseRpmWriters, RPM_BOOT_QUESTIONS, RPM_PLAN_QUESTION } from '../request/rpm-plan.ts';
import { frontEndOf } from '../request/front-end.ts';
import { readInput } from './hook-input.ts';
import { wasTold } from './notice-once.ts';
import { readOsRelease } from '../../host/io/gather-evidence.ts';

/** `details` are dnf's pid, then KEY=VALUE as dnf-plugin/apt_image_based.py passes them. */
export function gatherDnf4Request(details: readonly string[], wanted: TransactionWanted): Request {
  const [pid = '', ...rest] = details;
  const intent = dnf4Intent(assignments(rest), isHostRoot);
  return withPlan({ ...PLAIN_REQUEST, layer: 'dnf4', ...intent, command: dnfWords(wordsOf(Number(pid))) }, wanted);
}

/** `details` are dnf's pid, then KEY=VALUE as dnf-plugin/apt-image-based.actions passes them. */
export function gatherDnf5Request(layer: 'dnf5-repos' | 'dnf5-goal', details: readonly string[], wanted: TransactionWanted): Request {
  const [pid = '', ...rest] = details;
  const asked = assignments(rest);
  const otherRoot = !isHostRoot(asked.get('installroot') ?? '/');
  const assumeno = /^(1|yes|true|on)$/i.test(asked.get('assumeno') ?? '');
  const words = wordsOf(Number(pid));
  if (programOf(Number(pid)) !== 'dnf5') return libraryRequest(Number(pid), layer, { assumeno, otherRoot }, wanted);
  const command = parseDnf5Command(words);
  const intent = dnf5Intent(command, layer, { assumeno, otherRoot, persistence: configuredPersistence(command.configFile) });
  return withPlan({ ...PLAIN_REQUEST, layer, ...intent, command: dnfWords(words) }, wanted);
}

/** Another program on dnf's library, such as its daemon, loads repositories for mere queries, too: only a plan counts. */
function libraryRequest(pid: number, layer: 'dnf5-repos' | 'dnf5-goal', { assumeno, otherRoot }: { assumeno: boolean; otherRoot: boolean }, wanted: TransactionWanted): Request {
  const changesNothing = assumeno || layer === 'dnf5-repos' || clientsDecline(pid);
  const request: Request = { ...PLAIN_REQUEST, layer: 'dnf5-library', changesNothing, otherRoot };
  return changesNothing || otherRoot ? request : withPlan({ ...request, command: frontEndOf(wordsOf(pid)).typed, alreadyTold: wasTold(pid) }, wanted);
}

/** dnf's daemon does not know that a client will answer no. Where a client does not run here, nothing tells. */
function clientsDecline(pid: number): boolean {
  if (programOf(pid) !== 'dnf5daemon-server') return false;
  const clients = listFolder('/proc').map(Number).filter((each) => each > 0 && programOf(each) === 'dnf5daemon-client');
  return clients.length > 0 && clients.every((each) => wordsOf(each).includes('--assumeno'));
}

function withPlan(request: Request, wanted: TransactionWanted): Request {
  const { layer } = request;
  const isSettled = request.changesNothing || request.otherRoot;
  if (wanted === null || isSettled || (layer !== 'dnf4' && layer !== 'dnf5-goal' && layer !== 'dnf5-library')) return request;
  return { ...request, plan: gatherDnfPlan(layer, wanted, request.command ?? []) };
}

function assignments(words: readonly string[]): Map<string, string> {
  return new Map(words.map((word) => [word.replace(/=.*/s, ''), word.replace(/^[^=]*=?/, '')]));
}

/**
 * Reads the files that dnf5.conf(5) names; the last one wins. The actions file cannot ask for `${conf.persistence}`: a dnf5 before 5.4.3
 * does not know that variable, and would silently drop the whole action.
 */
function configuredPersistence(configFile: string | null): string | null {
  const files = [...dropIns('/usr/share/dnf5/libdnf.conf.d'), ...dropIns('/etc/dnf/libdnf5.conf.d'), configFile ?? '/etc/dnf/dnf.conf'];
  return files.map((file) => persistenceIn(readText(file) ?? '')).findLast((value) => value !== null) ?? null;
}

function dropIns(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.conf')).sort().map((name) => `${folder}/${name}`);
  } catch {
    return [];
  }
}

/** dnf 5 is asked and answers with one line; the plugin of dnf 4 has already written the same answer. */
function gatherDnfPlan(layer: 'dnf4' | 'dnf5-goal' | 'dnf5-library', { withDownloads, boot }: NonNullable<TransactionWanted>, words: readonly string[]): Transaction | null {
  if (layer !== 'dnf4') writeSync(1, RPM_PLAN_QUESTION);
  const answer = parseRpmPlan(readInput('\n'));
  if (answer === null) return null;
  const { installed, download } = answer.sizes;
  const removed = answer.packages.flatMap(({ name, to }) => (to === null ? [name] : []));
  const writers = boot ? [...answer.writers, ...askWriters(layer), ...rpmWriters(removed, words.filter((word) => /^[/.\w].*\.rpm$/.test(word)))] : [];
  return describeTransaction(answer.packages, installed + (withDownloads ? download : 0), readOsRelease(), { writers });
}

/** The plugin of dnf 4 has said it with the plan. */
function askWriters(layer: 'dnf4' | 'dnf5-goal' | 'dnf5-library'): string[] {
  if (layer === 'dnf4') return [];
  return RPM_BOOT_QUESTIONS.flatMap(({ of, question }) => {
    writeSync(1, question);
    return parseRpmWriters(of, readInput('\n'));
  });
}
