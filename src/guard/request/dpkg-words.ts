// This file reads a dpkg command line as dpkg does (lib/dpkg/options.c), as far as the guard needs it.

/** These options take the next word as their value where none stands behind an equals sign: dpkg(1). */
const WITH_VALUE = new Set([
  '--abort-after', '--admindir', '--instdir', '--root', '--status-fd', '--status-logger', '--log', '--ignore-depends', '--pre-invoke',
  '--post-invoke', '--path-exclude', '--path-include', '--verify-format', '--force', '--no-force', '--refuse', '--debug', '-D',
]);

/** Returns what a dpkg is to work on, packages or archives. `words` are its whole command line; front ends add options such as --status-fd. */
export function dpkgOperands(words: readonly string[]): string[] {
  const operands: string[] = [];
  for (let at = 1; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '--') return [...operands, ...words.slice(at + 1)];
    if (WITH_VALUE.has(word)) at += 1;
    else if (!word.startsWith('-')) operands.push(word);
  }
  return operands;
}

/** dpkg before 1.22.7 runs its hooks for a simulation as well. */
export function isSimulation(words: readonly string[]): boolean {
  const end = words.indexOf('--');
  return (end < 0 ? words : words.slice(0, end)).some((word) => /^--(no-act|dry-run|simulate)$/.test(word));
}
