// This file looks at what the administrator's own hooks call: one that makes /usr writable may be a script, or call one.

import { accessSync, constants, statSync } from 'node:fs';
import { readText } from '../../system/files/read.ts';

/** Returns the text of each script that a hook calls by a path or by its name, and of those that these call. */
export function scriptsOf(line: string): string {
  const texts = textsOf(line);
  return [...texts, ...texts.flatMap(textsOf)].join('\n');
}

/** Returns the programs of the administrator's own that a hook calls, by their paths: what packages bring lies in other folders. */
export function ownProgramsOf(line: string): string[] {
  return calledBy(line).filter((path) => !PACKAGED.test(path) && isProgram(path));
}

const PACKAGED = /^\/(usr\/)?(s?bin|lib|libexec|share)\//;
const FOLDERS = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** A script is a few lines. */
const LIMIT = 64 * 1024;

function textsOf(line: string): string[] {
  return calledBy(line).map((path) => readText(path, { limit: LIMIT }) ?? '').filter((text) => text.startsWith('#!'));
}

/** apt gives a hook to /bin/sh: each path in it, and each first word of a command, may be a program. */
function calledBy(line: string): string[] {
  const paths = line.match(/(?<![^\s;&|()"'`=])\/[^\s;&|()<>"'`$]+/g) ?? [];
  const names = [...line.matchAll(/(?:^|[\n;&|(!]|\b(?:then|else|do|exec|sudo|env)\s)\s*([A-Za-z0-9][\w.+-]*)/g)].map(([, name = '']) => name);
  const found = names.flatMap((name) => FOLDERS.map((folder) => `${folder}/${name}`).find(isProgram) ?? []);
  return [...new Set([...paths, ...found])];
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
