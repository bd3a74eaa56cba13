// This file asks rpm for the scripts of packages: of those that are to be removed, and of files that a command line names. What a repository
// has is not there yet.

import { isLive } from '../judge-package.ts';
import { gatherBootNow } from './gather-boot-now.ts';
import { locate } from '../../system/processes/locate.ts';
import { ask, HANGS } from '../../system/processes/run-program.ts';

/** `removed`: names; `files`: paths. Returns the names of those whose scripts write to /boot. */
export function rpmWriters(removed: readonly string[], files: readonly string[]): string[] {
  const rpm = locate('rpm');
  const boot = rpm === undefined || removed.length + files.length === 0 ? null : gatherBootNow();
  if (rpm === undefined || boot === null) return [];
  const asked = [
    ...(removed.length === 0 ? [] : [['-q', '--queryformat', format('PREUN', 'POSTUN'), '--', ...removed]]),
    ...(files.length === 0 ? [] : [['-q', '--nosignature', '--queryformat', format('PREIN', 'POSTIN', 'POSTTRANS'), '-p', '--', ...files]]),
  ];
  const answers = asked.flatMap((words) => (ask(rpm, words, { timeout: HANGS }) ?? '').split(SEPARATOR));
  return answers.flatMap((answer) => {
    const [, name, script = ''] = /^(\S+)\n([\s\S]*)$/.exec(answer) ?? [];
    return name !== undefined && isLive(`#!/bin/sh\n${script}`, boot) ? [name] : [];
  });
}

/** No script has this line, and no command line can carry a null byte. */
const SEPARATOR = '\n=== end of the scripts of one package ===\n';

/** `|TAG?` writes nothing where a package has no such script. */
function format(...tags: readonly string[]): string {
  return `%{NAME}\\n${tags.map((tag) => `%|${tag}?{%{${tag}}\\n}:{}|`).join('')}${SEPARATOR}`;
}
