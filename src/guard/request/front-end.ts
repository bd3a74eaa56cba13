// Which program a person has typed, by the words of its process: front ends of apt and dpkg are mostly scripts, run by their interpreter.

/** Holds a front end's name, and the words that can be typed again; null where no person has typed them, or they would not work again. */
export type FrontEnd = { name: string; typed: string[] | null };

/** `words` are those of /proc/PID/cmdline. A script of a folder where commands are looked for is called by its name. */
export function frontEndOf(words: readonly string[]): FrontEnd {
  const [program = '', ...rest] = words;
  if (!/^(python|perl)[\d.]*$/.test(nameOf(program))) return { name: nameOf(program), typed: [...words] };
  const at = rest.findIndex((word) => !word.startsWith('-'));
  const script = rest[at] ?? '';
  // With -c and -m the next word is no script; -W and -X take a value.
  if (at < 0 || rest.slice(0, at).some((word) => /^-[A-Za-z]*[cmWX]$/.test(word))) return { name: nameOf(program), typed: [...words] };
  if (COMMANDS.test(script)) return { name: nameOf(script), typed: [nameOf(script), ...rest.slice(at + 1)] };
  return { name: nameOf(script), typed: OF_NOBODY.test(script) ? null : [...words] };
}

/** Tells whether it calls apt-get or dpkg for what it was asked, so that its words are the user's own. */
export function callsOthers({ name }: FrontEnd): boolean {
  return ['gdebi', 'tasksel', 'wajig', 'aptitude', 'nala', 'unattended-upgrade', 'unattended-upgrades'].includes(name);
}

const COMMANDS = /^(\/usr)?(\/local)?\/s?bin\//;

/** A program's own scripts, and those that another program writes and removes again, as Ansible does. */
const OF_NOBODY = /^\/usr\/(lib|libexec|share)\/|^\/(tmp|run|var\/tmp)\/|\/\.[^./]/;

function nameOf(path: string): string {
  return path.replace(/.*\//, '');
}

/**
 * Returns what `apt-get` can be asked to learn what nala is about to do; null for a verb that apt-get does not have. nala 0.18 runs
 * apt's early hooks itself, also where it will find nothing to do.
 */
export function aptWordsOf({ name, typed }: FrontEnd): string[] | null {
  const [, ...words] = typed ?? [];
  const verb = words.find((word) => !word.startsWith('-')) ?? '';
  const aptVerb = name === 'nala' ? NALA_VERBS.get(verb) : undefined;
  if (aptVerb === undefined) return null;
  const names = words.slice(words.indexOf(verb) + 1).filter((word) => !word.startsWith('-'));
  return ['apt-get', ...(words.includes('--no-full') ? ['upgrade'] : [aptVerb]), ...names];
}

/** An upgrade of nala's is a full one, where it is not told otherwise. */
const NALA_VERBS: ReadonlyMap<string, string> = new Map([
  ['install', 'install'], ['remove', 'remove'], ['purge', 'purge'], ['upgrade', 'dist-upgrade'], ['full-upgrade', 'dist-upgrade'],
  ['autoremove', 'autoremove'], ['autopurge', 'autopurge'],
]);
