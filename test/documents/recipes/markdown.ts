// The fenced blocks of a page, so that tests execute what the page says and not a copy of it.

export type Block = {
  language: string;
  /** The second word after the fence: the file that the block is the content of. */
  name: string | null;
  text: string;
  /** The heading above it. */
  section: string;
};

export function fencedBlocks(markdown: string): Block[] {
  const blocks: Block[] = [];
  let section = '';
  for (const [, heading, info, text = ''] of markdown.matchAll(/^#+ (.*)$|^```(\S.*)\n([^]*?)^```$/gm)) {
    if (heading !== undefined) section = heading;
    const [language = '', name = null] = info?.split(' ') ?? [];
    if (info !== undefined) blocks.push({ language, name, text, section });
  }
  return blocks;
}

/** The blocks of one language below one heading, as one text. Throws where there is none: a page that was rewritten is to be noticed. */
export function blockText(blocks: readonly Block[], section: string, language: string): string {
  const found = blocks.filter((block) => block.section === section && block.language === language);
  if (found.length === 0) throw new Error(`no ${language} below "${section}"`);
  return found.map(({ text }) => text).join('');
}
