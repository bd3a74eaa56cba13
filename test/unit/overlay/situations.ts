// Captured hosts as `up` and `down` would find them, with what a capture does not hold.

import type { Evidence } from '../../../src/host/evidence.ts';
import { parseFacts } from '../../../src/host/facts.ts';
import { parseMountinfo } from '../../../src/text/mountinfo.ts';
import { unlockedFilesOf } from '../../../src/host/usr-overlay.ts';
import type { Situation, UpOptions } from '../../../src/overlay/situation.ts';
import { stepLine } from '../../../src/overlay/words/step-words.ts';
import { readCapture } from '../../../src/host/io/capture.ts';
import type { Plan } from '../../../src/overlay/plan.ts';

export const PLAIN_UP: UpOptions = { readOnly: false, hotfix: false, persist: false, backend: 'auto', size: null, defaultSize: null, storage: null, defaultStorage: null };

/** One default follower is enough to see what becomes of them. */
const CANDIDATES = [{ path: '/var/lib/dpkg', asked: false }];

export function situation(host: string, changes: Partial<Situation> = {}, evidence: Evidence = {}): Situation {
  const captured = readCapture(new URL(`../../hosts/${host}`, import.meta.url).pathname);
  if (typeof captured === 'string') throw new Error(captured);
  return situationOf({ environment: 'ostree=yes\ndatabases=/var/lib/dpkg\n', ...captured, ...evidence }, changes);
}

export function situationOf(evidence: Evidence, changes: Partial<Situation> = {}): Situation {
  const facts = parseFacts(evidence);
  return {
    facts,
    mounts: parseMountinfo(evidence.mountinfo ?? ''),
    candidates: CANDIDATES,
    unlockedFiles: unlockedFilesOf(evidence['run-ostree.stat'] ?? '', facts),
    layerFolders: [],
    storageFolders: [],
    packagesChanged: false,
    brokenPackages: [],
    wayBack: null,
    persistent: null,
    bootUnit: true,
    packageManager: null,
    update: { atWork: false, isStaged: false },
    ...changes,
  };
}

/** A mount table with further lines, whose ids and parents are filled in: each is mounted over what is on its place. */
export function withMounts(evidence: Evidence, ...lines: readonly string[]): Evidence {
  let mountinfo = evidence.mountinfo ?? '';
  lines.forEach((line, index) => {
    const place = line.split(' ')[0] ?? '';
    const below = parseMountinfo(mountinfo).filter((mount) => mount.mountPoint === place).at(-1)?.id ?? 68;
    const [options, rest] = [line.split(' ')[1] ?? '', line.split(' ').slice(2).join(' ')];
    mountinfo += `${900 + index} ${below} 0:${90 + index} / ${place} ${options} shared:9 - ${rest}\n`;
  });
  return { ...evidence, mountinfo };
}

/** A plan in words; checksums shortened. */
export function tell(plan: Plan): string[] {
  const lines = plan.kind === 'refused' ? [`refused: ${plan.reason}${plan.detail === '' ? '' : ` (${plan.detail})`}`] : [plan.outcome, ...plan.steps.map(stepLine)];
  const notes = plan.kind === 'refused' ? [] : plan.notes.map((note) => `note: ${note.kind}`);
  return [...lines, ...notes].map((line) => line.replace(/[0-9a-f]{64}/g, 'CHECKSUM'));
}
