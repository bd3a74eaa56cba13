// This file parses and writes the paragraphs of dpkg's `status`, which "Information about packages" in dpkg(1) and deb822(5) describe:
// https://man7.org/linux/man-pages/man1/dpkg.1.html

/** Holds one paragraph of dpkg's `status`. */
export type Stanza = {
  name: string;
  architecture: string;
  /** This is empty for a package that is only selected. */
  version: string;
  /** dpkg's three words say what is wanted, whether it must be reinstalled, and how far it is installed. */
  want: string;
  error: string;
  state: string;
  /** This is the whole paragraph, without the empty line after it. */
  text: string;
};

/** Returns undefined where a paragraph is not dpkg's. `updates` are changes not yet merged into `status`, in order; later ones win. */
export function parseStanzas(status: string, updates: readonly string[] = []): Stanza[] | undefined {
  const found = new Map<string, Stanza>();
  for (const text of [status, ...updates].flatMap(paragraphsOf)) {
    const stanza = parseStanza(text);
    if (stanza === undefined) return undefined;
    found.set(dpkgName(stanza), stanza);
  }
  return [...found.values()];
}

/** Parses one paragraph of `status`; undefined where it has no name or not three words of state, so that dpkg cannot have written it. */
export function parseStanza(text: string): Stanza | undefined {
  const name = fieldOf(text, 'Package');
  const words = fieldOf(text, 'Status')?.split(' ');
  if (name === undefined || /\s/.test(name) || words?.length !== 3) return undefined;
  const [want, error, state] = words as [string, string, string];
  return { name, architecture: fieldOf(text, 'Architecture') ?? '', version: fieldOf(text, 'Version') ?? '', want, error, state, text };
}

/** Returns the name as dpkg takes it on its command line. */
export function dpkgName({ name, architecture }: Pick<Stanza, 'name' | 'architecture'>): string {
  return architecture === '' || architecture === 'all' ? name : `${name}:${architecture}`;
}

/** Returns what the names of its files in dpkg's `info` begin with. */
export function infoName(stanza: Pick<Stanza, 'name' | 'architecture' | 'text'>): string {
  return fieldOf(stanza.text, 'Multi-Arch') === 'same' ? `${stanza.name}:${stanza.architecture}` : stanza.name;
}

/** Returns the first with one of these names (dpkgName) that dpkg has not removed; only its conffiles may be left of a removed one. */
export function findNotRemoved(stanzas: readonly Stanza[], names: readonly string[]): Stanza | undefined {
  return stanzas.find((stanza) => names.includes(dpkgName(stanza)) && !['config-files', 'not-installed'].includes(stanza.state));
}

/** Returns the paragraph changed to say that the package is installed and nothing is pending; a hold stays. */
export function asInstalled({ text, want }: Pick<Stanza, 'text' | 'want'>): string {
  return withStatus(text, `${selectionOf(want)} ok installed`);
}

/** Returns the selection that an installed package has after a failed removal or upgrade: an administrator's hold outlives both. */
export function selectionOf(want: string): 'hold' | 'install' {
  return want === 'hold' ? 'hold' : 'install';
}

/** Returns the paragraph with dpkg's three words, and nothing pending. */
export function withStatus(text: string, status: string): string {
  const kept = text.split('\n').filter((line) => !/^(Status|Config-Version|Triggers-Pending|Triggers-Awaited):/.test(line));
  return [...kept.slice(0, 1), `Status: ${status}`, ...kept.slice(1)].join('\n');
}

/** Returns the whole `status` with some paragraphs replaced; the keys of `replaced` are dpkgName. */
export function renderStatus(stanzas: readonly Stanza[], replaced: ReadonlyMap<string, string>): string {
  return stanzas.map((stanza) => `${replaced.get(dpkgName(stanza)) ?? stanza.text}\n\n`).join('');
}

/** Holds a package as the image has it; `files` are those in `info`, by the ending of their names. */
export type ImageRecord = { stanza: Stanza; files: ReadonlyMap<string, InfoFile> };

/** Holds a file of dpkg's `info`. */
export type InfoFile = { data: Buffer; mode: number };

/** Returns the names of packages that a failed installation left half-installed or to be reinstalled. */
export function parseBroken(status: string): string[] {
  const stanzas = paragraphsOf(status).flatMap((text) => parseStanza(text) ?? []);
  return stanzas.filter(({ error, state }) => error === 'reinstreq' || state === 'half-installed').map(({ name }) => name);
}

/** Splits a file of deb822(5) into its paragraphs, without the empty lines between them. */
export function paragraphsOf(text: string): string[] {
  return text.split(/\n{2,}/).map((each) => each.replace(/\n$/, '')).filter((each) => each.trim() !== '');
}

/** Returns the first line of a field without the blanks around it; undefined where the paragraph has no such field. */
export function fieldOf(paragraph: string, name: string): string | undefined {
  const start = `\n${paragraph}`.indexOf(`\n${name}:`);
  if (start < 0) return undefined;
  const from = start + name.length + 1;
  const end = paragraph.indexOf('\n', from);
  return paragraph.slice(from, end < 0 ? undefined : end).trim();
}
