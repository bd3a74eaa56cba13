// This file compares two versions as dpkg and as rpm do.

import type { PackageManager } from './package-set.ts';

/** Returns a negative number where `one` is older than `other`, 0 where they are equal, a positive one where it is newer. */
export function compareVersions(manager: PackageManager, one: string, other: string): number {
  return manager === 'dpkg' ? compareParts(one, other, compareDebian) : compareParts(one, other, compareRpm);
}

/** Both use [EPOCH:]VERSION[-RELEASE]; the release starts at the last hyphen. */
function compareParts(one: string, other: string, compare: (one: string, other: string) => number): number {
  const [left, right] = [split(one), split(other)];
  return left.epoch - right.epoch || compare(left.version, right.version) || compare(left.release, right.release);
}

function split(text: string): { epoch: number; version: string; release: string } {
  const [epoch, rest] = /^\d+:/.test(text) ? [parseInt(text), text.slice(text.indexOf(':') + 1)] : [0, text];
  const hyphen = rest.lastIndexOf('-');
  return hyphen < 0 ? { epoch, version: rest, release: '' } : { epoch, version: rest.slice(0, hyphen), release: rest.slice(hyphen + 1) };
}

/** deb-version(7) compares text and numbers in turn, which is what `split` with a group gives. */
function compareDebian(one: string, other: string): number {
  const [left, right] = [one.split(/(\d+)/), other.split(/(\d+)/)];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const [a = '', b = ''] = [left[index], right[index]];
    const difference = index % 2 === 0 ? compareText(a, b) : compareNumbers(a, b);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** A tilde sorts before the end of the text, letters before all other characters. */
function compareText(one: string, other: string): number {
  for (let index = 0; index < Math.max(one.length, other.length); index++) {
    const difference = weight(one[index]) - weight(other[index]);
    if (difference !== 0) return difference;
  }
  return 0;
}

function weight(character: string | undefined): number {
  if (character === undefined) return 0;
  if (character === '~') return -1;
  return /[A-Za-z]/.test(character) ? character.charCodeAt(0) : character.charCodeAt(0) + 256;
}

/** A tilde sorts before the end, a caret after it: https://github.com/rpm-software-management/rpm/blob/master/docs/man/rpm-version.7.scd */
function compareRpm(one: string, other: string): number {
  const [left, right] = [segments(one), segments(other)];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const [a, b] = [left[index], right[index]];
    if (a === b) continue;
    if (a === '~' || b === '~') return a === '~' ? -1 : 1;
    if (a === undefined || b === undefined) return a === undefined ? -1 : 1;
    if (a === '^' || b === '^') return a === '^' ? -1 : 1;
    const [isNumber, isOtherNumber] = [/^\d/.test(a), /^\d/.test(b)];
    if (isNumber !== isOtherNumber) return isNumber ? 1 : -1;
    const difference = isNumber ? compareNumbers(a, b) : a < b ? -1 : 1;
    if (difference !== 0) return difference;
  }
  return 0;
}

function segments(text: string): string[] {
  return text.match(/\d+|[A-Za-z]+|[~^]/g) ?? [];
}

/** The numbers may have any length. */
function compareNumbers(one: string, other: string): number {
  const [left, right] = [one.replace(/^0+/, ''), other.replace(/^0+/, '')];
  return left.length - right.length || (left < right ? -1 : left > right ? 1 : 0);
}
