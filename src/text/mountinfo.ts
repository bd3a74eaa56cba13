// This file parses the mount table in the form that proc_pid_mountinfo(5) describes.

/** Holds one line of /proc/PID/mountinfo; fields are named as in proc_pid_mountinfo(5), escapes in paths are undone. */
export type Mount = {
  id: number;
  parent: number;
  /** The form is `major:minor` in decimal. */
  device: string;
  root: string;
  mountPoint: string;
  /** These options hold for this mount alone; `ro` here makes only this mount read-only. */
  options: string[];
  /** Each is one of `shared:N`, `master:N`, `propagate_from:N` and `unbindable`. */
  propagation: string[];
  fsType: string;
  source: string;
  /** These options belong to the super block and are shared by all its mounts. */
  superOptions: string[];
};

/** Parses the text of a mountinfo file and skips malformed lines. `wanted` limits it to these mount points, which is faster. */
export function parseMountinfo(text: string, wanted?: ReadonlySet<string>): Mount[] {
  return (wanted ? linesOf(text, wanted) : text.split('\n')).flatMap(parseLine);
}

/** Returns the mounts with what is mounted on or below `usrPath`, to which the link /usr leads, as mounted on or below /usr. */
export function throughUsrLink(mounts: Mount[], usrPath: string | undefined): Mount[] {
  if (usrPath === undefined) return mounts;
  const isBelow = (path: string): boolean => path === usrPath || path.startsWith(`${usrPath}/`);
  return mounts.map((mount) => (isBelow(mount.mountPoint) ? { ...mount, mountPoint: `/usr${mount.mountPoint.slice(usrPath.length)}` } : mount));
}

/** Returns the mounts stacked on one mount point, lowest first; the parent of a stacked mount is the one below it. */
export function mountsAt(mounts: readonly Mount[] | null, mountPoint: string): Mount[] {
  const here = mounts?.filter((mount) => mount.mountPoint === mountPoint) ?? [];
  const ids = new Set(here.map((mount) => mount.id));
  const stack = here.filter((mount) => !ids.has(mount.parent) || mount.parent === mount.id).slice(-1);
  for (let top = stack[0]; top; top = here.find((mount) => mount.parent === top?.id && !stack.includes(mount))) {
    if (!stack.includes(top)) stack.push(top);
  }
  return stack;
}

/** Returns the topmost mount on `mountPoint`, the one that serves files there, or null. */
export function topMountAt(mounts: readonly Mount[] | null, mountPoint: string): Mount | null {
  return mountsAt(mounts, mountPoint).at(-1) ?? null;
}

/** Returns the mount that serves a path, or null. */
export function mountAround(mounts: readonly Mount[], path: string): Mount | null {
  const around = mounts.map(({ mountPoint }) => mountPoint).filter((point) => point === '/' || path === point || path.startsWith(`${point}/`));
  const [closest] = around.sort((one, other) => other.length - one.length);
  return closest === undefined ? null : topMountAt(mounts, closest);
}

/** Both lists must say `rw`: a read-only bind mount has `rw` super options, a file system stopped by an error has `rw` mount options. */
export function isWritableMount(mount: Mount): boolean {
  return mount.options.includes('rw') && mount.superOptions.includes('rw') && !hasEmergencyStop(mount);
}

/** Since Linux 6.15, ext4 marks a stop after an error only so: both lists still say `rw`, and access(2) sees nothing (fs/ext4/super.c). */
export function hasEmergencyStop(mount: Mount): boolean {
  return mount.superOptions.includes('emergency_ro');
}

/** Returns the value of `name=value` among mount options, or null. */
export function optionValue(options: readonly string[], name: string): string | null {
  const found = options.find((option) => option.startsWith(`${name}=`));
  return found === undefined ? null : found.slice(name.length + 1);
}

/**
 * On a host with 50,000 mounts, splitting all lines into an array takes twice as long as this search.
 * One regular expression would be faster there, but compiling it would cost every guard run a millisecond.
 */
function linesOf(text: string, mountPoints: ReadonlySet<string>): string[] {
  const lines: string[] = [];
  // The last space found is kept until it is passed; otherwise each line without one would search to the end of the text.
  let space = -1;
  for (let start = 0, end; start < text.length; start = end + 1) {
    end = indexOrEnd(text, '\n', start);
    for (let field = 1, from = start; ; field++, from = space + 1) {
      if (space < from) space = indexOrEnd(text, ' ', from);
      if (space >= end) break;
      if (field < 5) continue;
      if (mountPoints.has(text.slice(from, space))) lines.push(text.slice(start, end));
      break;
    }
  }
  return lines;
}

function indexOrEnd(text: string, character: string, from: number): number {
  const index = text.indexOf(character, from);
  return index < 0 ? text.length : index;
}

type Head = [id: string, parent: string, device: string, root: string, mountPoint: string, options: string];
type Tail = [fsType: string, source: string, superOptions: string];

function parseLine(line: string): Mount[] {
  const fields = line.split(' ');
  // The separator `-` follows any number of optional fields.
  const dash = fields.indexOf('-', 6);
  const [id, parent, device, root, mountPoint, options] = fields as Head;
  const tail = fields.slice(dash + 1);
  if (dash < 0 || tail.length < 3 || !isNumber(id) || !isNumber(parent)) return [];
  const [fsType, source, superOptions] = tail as Tail;
  return [{
    id: Number(id),
    parent: Number(parent),
    device,
    root: unescapePath(root),
    mountPoint: unescapePath(mountPoint),
    options: options.split(','),
    propagation: fields.slice(6, dash),
    fsType,
    source: unescapePath(source),
    superOptions: superOptions.split(',').map(unescapePath),
  }];
}

function isNumber(field: string): boolean {
  return /^\d{1,15}$/.test(field);
}

/** The kernel writes space, tab, newline, backslash and number sign as a backslash and three octal digits. */
function unescapePath(field: string): string {
  return field.replace(/\\([0-3][0-7]{2})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)));
}

/** Lists the folders on whose mounts the upper layers of these mounts may lie. */
export function upperFolders(mounts: readonly Mount[]): string[] {
  const uppers = mounts.flatMap(({ superOptions }) => optionValue(superOptions, 'upperdir') ?? []).filter((path) => path.startsWith('/'));
  return uppers.flatMap((path) => path.split('/').slice(1).map((_, index, parts) => `/${parts.slice(0, index + 1).join('/')}`));
}
