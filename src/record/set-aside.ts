// This file plans how to undo a put-back: an overlay that was parked may come back with the next boot, and needs its files in /etc then.

import type { PutBackStep } from './put-back-plan.ts';
import type { Ownership } from '../text/paths.ts';

/** What is at a path; `from` is a file with the content. */
export type There = { kind: 'nothing' } | { kind: 'file'; digest: string; from: string; like: Ownership } | { kind: 'link'; target: string } | { kind: 'folder'; like: Ownership };

/** `look` tells what is at a path before the steps, and `contentOf` what a step will put there: the digest of a file. Returns steps in their order. */
export function planUndo(steps: readonly PutBackStep[], look: (path: string) => There, contentOf: (file: string) => string): PutBackStep[] {
  const now = new Map<string, There>();
  const undo: PutBackStep[] = [];
  for (const step of steps) {
    const before = now.get(step.path) ?? look(step.path);
    const after = afterStep(step, contentOf);
    now.set(step.path, after);
    undo.unshift(...back(step.path, before, after));
  }
  return undo;
}

function afterStep(step: PutBackStep, contentOf: (file: string) => string): There {
  switch (step.kind) {
    case 'restore-file':
      return { kind: 'file', digest: contentOf(step.from), from: step.from, like: step.like ?? { uid: 0, gid: 0, mode: 0o644 } };
    case 'restore-link':
      return { kind: 'link', target: step.target };
    case 'make-folder':
      return { kind: 'folder', like: step.like };
    case 'remove-file':
    case 'remove-link':
    case 'remove-folder':
      return { kind: 'nothing' };
  }
}

function back(path: string, before: There, after: There): PutBackStep[] {
  const isReplaced = before.kind === after.kind && (after.kind === 'file' || after.kind === 'link');
  return [...(isReplaced ? [] : removal(path, after)), ...restoring(path, before, isReplaced ? after : { kind: 'nothing' })];
}

function removal(path: string, after: There): PutBackStep[] {
  if (after.kind === 'file') return [{ kind: 'remove-file', path, digest: after.digest, shipped: null }];
  if (after.kind === 'link') return [{ kind: 'remove-link', path, target: after.target }];
  return after.kind === 'folder' ? [{ kind: 'remove-folder', path }] : [];
}

function restoring(path: string, before: There, over: There): PutBackStep[] {
  if (before.kind === 'file') return [{ kind: 'restore-file', path, from: before.from, digest: over.kind === 'file' ? over.digest : null, like: before.like, shipped: null }];
  if (before.kind === 'link') return [{ kind: 'restore-link', path, from: over.kind === 'link' ? over.target : null, target: before.target }];
  return before.kind === 'folder' ? [{ kind: 'make-folder', path, like: before.like }] : [];
}
