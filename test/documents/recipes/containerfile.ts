// What the recipes use of https://docs.docker.com/reference/dockerfile/; anything else is a fault, so that no line is skipped.

export type Instruction =
  | { kind: 'from'; image: string; name: string | null }
  | { kind: 'copy'; stage: string | null; sources: readonly string[]; target: string }
  | { kind: 'env'; name: string; value: string }
  | { kind: 'run'; command: string };

export function parseContainerfile(text: string): Instruction[] {
  const lines = text.replaceAll(/\\\n/g, '').split('\n');
  return lines.filter((line) => /^[^#\s]/.test(line)).map(parseInstruction);
}

function parseInstruction(line: string): Instruction {
  const [, word = '', rest = ''] = /^([A-Z]+) +(.*)$/.exec(line) ?? [];
  const words = rest.trim().split(/ +/);
  switch (word) {
    case 'FROM': return parseFrom(words);
    case 'COPY': return parseCopy(words);
    case 'ENV': return parseEnv(rest);
    case 'RUN': return { kind: 'run', command: rest };
    default: throw new Error(`not understood: ${line}`);
  }
}

function parseFrom([image = '', as, name]: readonly string[]): Instruction {
  if (as !== undefined && as !== 'AS') throw new Error(`FROM ${image} ${as}`);
  return { kind: 'from', image, name: name ?? null };
}

function parseCopy(words: readonly string[]): Instruction {
  const stage = words[0]?.startsWith('--from=') === true ? words[0].slice('--from='.length) : null;
  const paths = stage === null ? words : words.slice(1);
  if (paths.length < 2 || paths.some((path) => path.startsWith('--') || path.startsWith('['))) throw new Error(`COPY ${words.join(' ')}`);
  return { kind: 'copy', stage, sources: paths.slice(0, -1), target: paths.at(-1) ?? '' };
}

function parseEnv(rest: string): Instruction {
  const [, name = '', value = ''] = /^(\w+)=(\S*)$/.exec(rest) ?? [];
  if (name === '') throw new Error(`ENV ${rest}`);
  return { kind: 'env', name, value };
}
