// The paragraphs of dpkg's `status`, to be judged and to be put back: https://man7.org/linux/man-pages/man1/dpkg.1.html, "Information about packages".

export type Stanza = {
  name: string;
  architecture: string;
  /** Empty for a package that is only selected. */
  version: string;
  /** dpkg's three words: what is wanted, whether it must be reinstalled, how far it is installed. */
  want: string;
  error: string;
  state: string;
  /** The whole paragraph, without the empty line behind it. */
  text: string;
};

/** `updates`: what dpkg has not yet put into `status`, in order; a later paragraph counts. Undefined where one is none of dpkg's. */
export function parseStanzas(status: string, updates: readonly string[] = []): Stanza[] | undefined {
  const found = new Map<string, Stanza>();
  for (const text of [status, ...updates].flatMap((each) => each.split(/\n{2,}/))) {
    if (text.trim() === '') continue;
    const stanza = parseStanza(text.replace(/\n$/, ''));
    if (stanza === undefined) return undefined;
    found.set(dpkgName(stanza), stanza);
  }
  return [...found.values()];
}

function parseStanza(text: string): Stanza | undefined {
  const name = stanzaField(text, 'Package');
  const words = stanzaField(text, 'Status')?.split(' ');
  if (name === undefined || words?.length !== 3) return undefined;
  const [want, error, state] = words as [string, string, string];
  return { name, architecture: stanzaField(text, 'Architecture') ?? '', version: stanzaField(text, 'Version') ?? '', want, error, state, text };
}

/** As dpkg takes it on its command line. */
export function dpkgName({ name, architecture }: Pick<Stanza, 'name' | 'architecture'>): string {
  return architecture === '' || architecture === 'all' ? name : `${name}:${architecture}`;
}

/** What its files in dpkg's `info` begin with. */
export function infoName(stanza: Pick<Stanza, 'name' | 'architecture' | 'text'>): string {
  return stanzaField(stanza.text, 'Multi-Arch') === 'same' ? `${stanza.name}:${stanza.architecture}` : stanza.name;
}

/** The first of those with these names (dpkgName) that dpkg has not removed; conffiles may stay. */
export function findNotRemoved(stanzas: readonly Stanza[], names: readonly string[]): Stanza | undefined {
  return stanzas.find((stanza) => names.includes(dpkgName(stanza)) && !['config-files', 'not-installed'].includes(stanza.state));
}

/** The first line of a field. */
function stanzaField(text: string, name: string): string | undefined {
  return new RegExp(`^${name}:[ \\t]*(.*)$`, 'm').exec(text)?.[1];
}

/** A paragraph that says of a package that it is installed and nothing is to be done. */
export function asInstalled(text: string): string {
  const status = 'Status: install ok installed';
  const kept = text.split('\n').filter((line) => !/^(Status|Config-Version|Triggers-Pending|Triggers-Awaited):/.test(line));
  return [...kept.slice(0, 1), status, ...kept.slice(1)].join('\n');
}

/** The whole `status` with the paragraphs of some packages replaced; `replaced` goes by dpkgName. */
export function renderStatus(stanzas: readonly Stanza[], replaced: ReadonlyMap<string, string>): string {
  return stanzas.map((stanza) => `${replaced.get(dpkgName(stanza)) ?? stanza.text}\n\n`).join('');
}

/** `files`: those of `info`, by the end of their name. */
export type ImageRecord = { stanza: Stanza; files: Map<string, Buffer> };

/** The packages that a failed installation left broken: half-installed, or to be reinstalled. */
export function parseBroken(status: string): string[] {
  return status.split('\n\n').flatMap((paragraph) => {
    const isBroken = /^Status: \S+ (?:reinstreq \S+|\S+ half-installed)$/m.test(paragraph);
    const name = /^Package: (\S+)$/m.exec(paragraph)?.[1];
    return isBroken && name !== undefined ? [name] : [];
  });
}
