// This file tells from the text of a maintainer script which programs it calls that write to /boot or the EFI system partition. A name in
// a comment, in a message or behind `command -v` is no call.

/** What must be there for a program to write anything: an initramfs or a kernel, the boot loader's folder, a loader on the EFI partition. */
export type BootPart = 'kernel' | 'grub' | 'efi' | 'folder';

const WRITERS: ReadonlyMap<string, BootPart> = new Map([
  ...all('kernel', ['update-initramfs', 'mkinitramfs', 'dracut', 'mkinitrd', 'mkinitcpio', 'update-tirfs', 'linux-update-symlinks']),
  ...all('kernel', ['flash-kernel', 'u-boot-update', 'zipl', 'lilo', 'extlinux-update', 'proxmox-boot-tool', 'installkernel', 'weak-modules']),
  ...all('grub', ['update-grub', 'update-grub2', 'grub-mkconfig', 'grub-install', 'grub-set-default', 'grub-editenv', 'grub-reboot']),
  ...all('grub', ['grub2-mkconfig', 'grub2-install', 'grub2-set-default', 'grub2-editenv', 'grubby']),
  ...all('efi', ['bootctl', 'kernel-install', 'refind-install', 'bootupctl', 'sdbootutil']),
]);

function all(part: BootPart, names: readonly string[]): [string, BootPart][] {
  return names.map((name) => [name, part]);
}

/** `program` is a name, or the path of a hooks' folder or of a file that is written without any program of this list. */
export type BootCall = { program: string; part: BootPart };

export function bootCalls(script: string): BootCall[] {
  const text = commandsIn(script);
  const isShell = /^#!\s*\S*\/(env\s+)?(ba|da|k|z)?sh\b/.test(script);
  const named = [...text.matchAll(isShell ? CALL : MENTION)].map(([, name = '']) => name);
  const calls = [...new Set(named)].flatMap((name): BootCall[] => {
    const part = WRITERS.get(name);
    return part === undefined ? [] : [{ program: name, part }];
  });
  const hooks = HOOKS.exec(text)?.[0];
  const written = WRITTEN.map((pattern) => pattern.exec(text)?.[1]).find((path) => path !== undefined);
  return [...calls, ...(hooks === undefined ? [] : [{ program: hooks, part: 'kernel' } as const]), ...(written === undefined ? [] : [{ program: written, part: 'folder' } as const])];
}

/** Triggers that a script activates by itself: dpkg-trigger(1). */
export function triggersIn(script: string): string[] {
  return [...commandsIn(script).matchAll(/\bdpkg-trigger\s+(?:--?\S+\s+)*([^\s;&|"']+)/g)].map(([, name = '']) => name);
}

/** Without comments and here-documents, and with continued lines joined. */
function commandsIn(script: string): string {
  return script
    .replace(/\\\n/g, ' ')
    .replace(/<<-?\s*(["']?)(\w+)\1(.*)\n[\s\S]*?\n\s*\2(?=\n|$)/g, '$3')
    .replace(/(^|\s)#.*/gm, '$1');
}

/** Where a command begins in a shell, and what may stand before its name there. */
const BEGIN = '(?:^|[;&|(){`!]|\\$\\(|-c\\s+["\']|\\b(?:then|do|else|elif|if|while|until|exec|eval|time|nice|command))';
const BEFORE = '[ \\t]*(?:[A-Za-z_]\\w*=\\S*[ \\t]+)*(?:/\\S*/)?';
/** `bootctl` also only tells. */
const NAMES = [...WRITERS.keys()].map((name) => (name === 'bootctl' ? 'bootctl(?=[^\\n;&|]*\\s(?:install|update|remove|set-|random-seed))(?![^\\n;&|]*is-installed)' : name)).join('|');
const END = '(?=[\\s;&|)`"\'\\]]|$)';
const CALL = new RegExp(`${BEGIN}${BEFORE}(${NAMES})${END}`, 'gm');
/** In Perl, Python or Lua: as a word of a string. */
const MENTION = new RegExp(`["'\`\\s/(](${NAMES})${END}`, 'gm');

/** A program that runs what others put there for a new kernel: run-parts(8). */
const HOOKS = /(?<=\brun-parts\b[^\n;]*)\/etc\/kernel\/(?:pre|post)(?:inst|rm)\.d/;

const PATH = '["\']?((?:/boot|/efi)/[^\\s;&|)"\']*)';
const WRITTEN = [
  new RegExp(`>\\s*${PATH}`),
  new RegExp(`${BEGIN}${BEFORE}(?:rm|mv|touch|mkdir|rmdir|truncate|tee|chmod|chown)\\s[^\\n;&|]*?${PATH}`, 'm'),
  // These read what they name, but for the last.
  new RegExp(`${BEGIN}${BEFORE}(?:cp|ln|install)\\s[^\\n;&|]*\\s${PATH}["']?[ \\t]*(?=[\\n;&|)]|$)`, 'm'),
  new RegExp(`\\bof=${PATH}`),
];
