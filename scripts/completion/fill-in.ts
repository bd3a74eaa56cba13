/** Fills a template: each comment `# @NAME@` is replaced by lines with its indentation, each other `@NAME@` by a word. */
export function fillIn(template: string, lines: Readonly<Record<string, readonly string[]>>, words: Readonly<Record<string, string>> = {}): string {
  return template
    .replace(/^( *)# @([A-Z]+)@$/gm, (_, indent: string, name: string) => (lines[name] ?? []).map((line) => indent + line).join('\n'))
    .replace(/@([A-Z]+)@/g, (mark, name: string) => words[name] ?? mark);
}
