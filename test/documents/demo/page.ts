// The page of a way: each step as it was typed, and what was seen. Pure.
import type { Played } from './play.ts';
import type { Scene, Way } from './way.ts';

export function renderHead({ name, title, text }: Way): string {
  return `# ${title}\n\n${text}\n\nReally typed and seen: \`npm run demo -- ${name}\` plays it, and fails where a step does not come out.\n`;
}

export function renderScene({ title, text, prompt }: Scene, played: readonly Played[]): string {
  return `\n## ${title}\n\n${text}\n\n${played.map((each) => renderStep(prompt, each)).join('').replaceAll(/^(?=.)/gm, '    ')}`;
}

function renderStep(prompt: string, { step, seen, wrong }: Played): string {
  const lines = [
    ...shownTyped(prompt, step.typed),
    ...shownOutput(seen?.output ?? ''),
    ...(seen && seen.code !== 0 ? [`(exit ${String(seen.code)})`] : []),
    ...wrong.map((line) => `WRONG: ${line}`),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

export function shownTyped(prompt: string, typed: string): string[] {
  const [first = '', ...more] = typed.split('\n');
  return [`${prompt}${first}`, ...more];
}

/** Without what is another one each time: progress, mirrors, speeds, times, random names, the machine's room. */
function shownOutput(output: string): string[] {
  const text = output
    .replaceAll(/\r\n/g, '\n')
    .replaceAll(/^.*\r/gm, '')
    .replaceAll(/^(Get|Hit|Ign):\d.*\n|^debconf: .*\n/gm, '')
    .replaceAll(/^.* 100% \|.*\n|^-{40,}\n/gm, '')
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, 'YYYY-MM-DD hh:mm:ss')
    .replaceAll(/(?<=ostree-unlock-ovl\.)\w{6}/g, 'XXXXXX')
    .replaceAll(/[\da-f]{64}/g, 'CHECKSUM')
    .replaceAll(/[\d.]+[KMGT](?= free in \/usr)/g, 'NNG')
    .replaceAll(/^(space: +)(?:[\d.]+\w used, )?[\d.]+\w free/gm, '$1NNG free')
    .replaceAll(/^(Fetched .*?) in \d+s \(.*\)$/gm, '$1')
    .replaceAll(/^(added \d+ packages?) in \d+m?s$/gm, '$1');
  return text.split('\n').map((line) => line.trimEnd()).filter((line) => line !== '');
}
