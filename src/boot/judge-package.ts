// This file judges by what a package holds whether dpkg writes to /boot when it installs or removes it: by its files, by the triggers that it
// activates, and by what its maintainer scripts call. None of these counts where it would write nothing on this very host.

import { bootCalls, triggersIn, type BootPart } from './boot-writers.ts';

/** What is known of a package before it is installed or removed. */
export type PackageTraits = {
  name: string;
  /** Its list or its checksums, as dpkg writes them: a path at the end of each line, `/` before it or not. */
  paths: string;
  /** deb-triggers(5). */
  triggers: string;
  /** The maintainer scripts that will run. */
  scripts: readonly string[];
};

/** What there is to be written. */
export type BootNow = {
  parts: ReadonlySet<BootPart>;
  has: (program: string) => boolean;
  /** Triggers for which an installed package writes to /boot: names, and paths that many packages may have files below. */
  triggers: readonly string[];
};

/** The names of those that write to /boot. */
export function bootPackagesOf(packages: readonly PackageTraits[], boot: BootNow): string[] {
  const brings = (program: string): boolean => packages.some(({ paths }) => paths.includes(`bin/${program}\n`));
  const now = { ...boot, has: (program: string) => program.startsWith('/') || boot.has(program) || brings(program) };
  return packages.filter((each) => writesToBoot(each, now)).map(({ name }) => name);
}

function writesToBoot({ paths, triggers, scripts }: PackageTraits, boot: BootNow): boolean {
  if (FILE.test(paths)) return true;
  if (boot.triggers.length > 0) {
    const activated = new Set([...[...triggers.matchAll(ACTIVATES)].map(([, name = '']) => name), ...scripts.flatMap(triggersIn)]);
    if (boot.triggers.some((name) => (name.startsWith('/') ? hasBelow(paths, name.slice(1)) : activated.has(name)))) return true;
  }
  return scripts.some((script) => isLive(script, boot));
}

/** Whether a script writes to /boot as this host is. */
export function isLive(script: string, { parts, has }: Pick<BootNow, 'parts' | 'has'>): boolean {
  return bootCalls(script).some(({ program, part }) => parts.has(part) && (program.startsWith('/') || has(program)));
}

/** A file, not the folder alone; the EFI partition may be mounted on either. */
const FILE = /^(?:[0-9a-f]{32} [ *])?\/?(?:boot|efi)\/./m;
const ACTIVATES = /^\s*activate(?:-await|-noawait)?\s+(\S+)/gm;

function hasBelow(paths: string, folder: string): boolean {
  return paths.includes(` ${folder}/`) || paths.includes(`/${folder}/`) || paths.includes(` ${folder}\n`);
}
