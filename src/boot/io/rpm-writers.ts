// This file asks rpm for the scripts and the files of packages: of those that are to be removed, and of archives that a command line names.
// What a repository has is not there yet, and dnf knows only a part of the files.

import { bootPackagesOf, type PackageTraits } from '../judge-package.ts';
import { gatherBootNow } from './gather-boot-now.ts';
import { locate } from '../../system/processes/locate.ts';
import { ask, HANGS } from '../../system/processes/run-program.ts';

/** `removed`: names; `files`: paths. Returns the names of those that write to /boot. */
export function rpmWriters(removed: readonly string[], files: readonly string[]): string[] {
  const rpm = locate('rpm');
  const boot = rpm === undefined || removed.length + files.length === 0 ? null : gatherBootNow();
  if (rpm === undefined || boot === null) return [];
  const asked = [
    ...(removed.length === 0 ? [] : [['-q', '--queryformat', format('PREUN', 'POSTUN'), '--', ...removed]]),
    ...(files.length === 0 ? [] : [['-q', '--nosignature', '--queryformat', format('PREIN', 'POSTIN', 'POSTTRANS'), '-p', '--', ...files]]),
  ];
  const answers = asked.flatMap((words) => (ask(rpm, words, { timeout: HANGS }) ?? '').split(SEPARATOR));
  return bootPackagesOf(answers.flatMap(traitsIn), { ...boot, triggers: [] });
}

function traitsIn(answer: string): PackageTraits[] {
  const [, name, paths = '', script = ''] = /^(\S+)\n((?:\/.*\n)*)([\s\S]*)$/.exec(answer) ?? [];
  return name === undefined ? [] : [{ name, paths, triggers: '', scripts: [`#!/bin/sh\n${script}`] }];
}

/** No script has this line, and no command line can carry a null byte. */
const SEPARATOR = '\n=== end of the scripts of one package ===\n';

/** `|TAG?` writes nothing where a package has no such script. */
function format(...tags: readonly string[]): string {
  return `%{NAME}\\n[%{FILENAMES}\\n]${tags.map((tag) => `%|${tag}?{%{${tag}}\\n}:{}|`).join('')}${SEPARATOR}`;
}
