// This file parses what ostree says about its deployments, in every form that its versions use.

import { field, parseJson } from '../text/json.ts';

/** ostree uses these words: https://ostreedev.github.io/ostree/man/ostree-admin-unlock.html */
export type Unlocked = 'none' | 'development' | 'transient' | 'hotfix';

/** Identifies a deployment by its stateroot, commit and serial. */
export type OstreeDeployment = { stateroot: string; checksum: string; serial: number; unlocked: Unlocked };

/** Holds a file that `ostree admin unlock` left in /run/ostree/deployment-state/CHECKSUM.SERIAL/. */
export type UnlockedFile = { path: string; unlocked: 'development' | 'transient' };

/** Parses lines that end in a path, as `stat -c '%F %a %s %n'` writes them. A killed unlock's `unlocked-X.RANDOM` is no state. */
export function parseDeploymentState(text: string): UnlockedFile[] {
  return text.split('\n').flatMap((line): UnlockedFile[] => {
    const path = /(\/run\/ostree\/deployment-state\/[0-9a-f]{64}\.\d+\/unlocked-(?:development|transient))$/.exec(line)?.[1];
    return path === undefined ? [] : [{ path, unlocked: path.endsWith('transient') ? 'transient' : 'development' }];
  });
}

/** Parses `ostree admin status`: JSON since 2025.3, else the text, where a star marks the booted deployment. Null where none is. */
export function parseOstreeStatus(json: string | undefined, text: string | undefined): OstreeDeployment | null {
  return parseStatusJson(json ?? '') ?? parseStatusText(text ?? '');
}

function parseStatusJson(json: string): OstreeDeployment | null {
  const deployments = field(parseJson(json), 'deployments');
  if (!Array.isArray(deployments)) return null;
  const booted: unknown = deployments.find((deployment) => field(deployment, 'booted') === true);
  const stateroot = field(booted, 'stateroot');
  const checksum = field(booted, 'checksum');
  const serial = field(booted, 'serial');
  if (typeof stateroot !== 'string' || typeof checksum !== 'string' || typeof serial !== 'number') return null;
  return { stateroot, checksum, serial, unlocked: toUnlocked(field(booted, 'unlocked')) };
}

function parseStatusText(text: string): OstreeDeployment | null {
  // The text is bold and red where ostree was asked on a terminal.
  const lines = text.replace(/\x1b\[[0-9;]*m/g, '').split('\n');
  const booted = lines.findIndex((line) => line.startsWith('* '));
  const [, stateroot, checksum, serial] = /^\* (\S+) ([0-9a-f]{64})\.(\d+)/.exec(lines[booted] ?? '') ?? [];
  if (stateroot === undefined || checksum === undefined || serial === undefined) return null;
  const after = lines.slice(booted + 1);
  const next = after.findIndex((line) => !line.startsWith('    '));
  const own = next < 0 ? after : after.slice(0, next);
  const unlocked = own.map((line) => /^ +Unlocked: (\S+)/.exec(line)?.[1]).find((word) => word !== undefined);
  return { stateroot, checksum, serial: Number(serial), unlocked: toUnlocked(unlocked) };
}

function toUnlocked(word: unknown): Unlocked {
  return word === 'development' || word === 'transient' || word === 'hotfix' ? word : 'none';
}

/** Tells by a deployment's origin file whether it comes from a container image; ostree-ext writes the key (crates/ostree-ext/src/container/deploy.rs). */
export function namesImage(origin: string): boolean {
  return /^container-image-reference *=/m.test(origin);
}
