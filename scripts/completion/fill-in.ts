/** A template with lines for each of its comments `# @NAME@`, indented as the comment is, and a word for each other `@NAME@`. */
export function fillIn(template: string, lines: Readonly<Record<string, readonly string[]>>, words: Readonly<Record<string, string>> = {}): string {
  return template
    .replace(/^( *)# @([A-Z]+)@$/gm, (_, indent: string, name: string) => (lines[name] ?? []).map((line) => indent + line).join('\n'))
    .replace(/@([A-Z]+)@/g, (mark, name: string) => words[name] ?? mark);
}
