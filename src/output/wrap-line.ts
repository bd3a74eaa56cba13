// This file breaks a line of the program at words, so that no terminal breaks it inside one, and a command in it can still be pasted.

/** Continues a command on the next line, for the shell it is pasted into. */
const CONTINUED = ' \\';

/**
 * Returns the line in pieces of at most `width` columns; a longer word gets a line of its own. What follows the first piece is
 * indented below the text behind a prefix such as `hint: `. A command in backquotes stays whole where a line can hold it. Inside a
 * longer one a piece ends as a shell continues a command, and words in single quotes stay whole.
 */
export function wrapLine(line: string, width: number): string[] {
  if (line.length <= width) return [line];
  const prefix = /^\s*([a-z]+: )?/.exec(line)?.[0] ?? '';
  const indent = ' '.repeat(prefix.length);
  const pieces: string[] = [];
  let piece = prefix;
  for (const { text, startsInCommand, endsInCommand } of withWholeCommands(wordsOf(line.slice(prefix.length)), width - prefix.length)) {
    const isFirst = piece === prefix || piece === indent;
    const room = width - (endsInCommand ? CONTINUED.length : 0);
    if (!isFirst && piece.length + 1 + text.length > room) {
      pieces.push(startsInCommand ? piece + CONTINUED : piece);
      piece = indent + text;
    } else piece = isFirst ? piece + text : `${piece} ${text}`;
  }
  return [...pieces, piece];
}

type Word = { text: string; startsInCommand: boolean; endsInCommand: boolean };

/** Makes one word of each command that is no longer than `room`. */
function withWholeCommands(words: readonly Word[], room: number): Word[] {
  return words.flatMap((word, index) => {
    const start = words.slice(0, index + 1).findLastIndex((each) => !each.startsInCommand);
    const end = words.findIndex((each, at) => at >= start && !each.endsInCommand);
    const text = words.slice(start, end + 1).map((each) => each.text).join(' ');
    if (end === -1 || start === -1 || text.length > room) return [word];
    return index === start ? [{ text, startsInCommand: false, endsInCommand: false }] : [];
  });
}

/** Splits at spaces, but not at those inside single quotes of a command. */
function wordsOf(line: string): Word[] {
  const words: Word[] = [];
  let isCommand = false;
  let isQuoted = false;
  for (const text of line.split(' ')) {
    const before = { isCommand, isQuoted };
    for (const character of text) {
      if (character === '`') isCommand = !isCommand;
      isQuoted = isCommand && (character === "'" ? !isQuoted : isQuoted);
    }
    const last = words.at(-1);
    if (before.isQuoted && last) Object.assign(last, { text: `${last.text} ${text}`, endsInCommand: isCommand });
    else words.push({ text, startsInCommand: before.isCommand, endsInCommand: isCommand });
  }
  return words;
}
