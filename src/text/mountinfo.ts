// The mount table as proc_pid_mountinfo(5) describes it.

/** One line of /proc/PID/mountinfo; the fields are named as in proc_pid_mountinfo(5), paths with their escapes undone. */
export type Mount = {
  id: number;
  parent: number;
  /** major:minor, decimal. */
  device: string;
  root: string;
  mountPoint: string;
  /** Per-mount options: these say whether this mount may be written. */
  options: string[];
  /** shared:N, master:N, propagate_from:N, unbindable. */
  propagation: string[];
  fsType: string;
  source: string;
  /** Options of the super block, shared by all its mounts. */
  superOptions: string[];
};

/** Reads the text of a mountinfo file; lines that do not have its form are passed over. `wanted` spares the cost of the rest. */
export function parseMountinfo(text: string, wanted?: ReadonlySet<string>): Mount[] {
  return (wanted ? linesOf(text, wanted) : text.split('\n')).flatMap(parseLine);
}

/** The mounts stacked on one mount point, lowest first: a stacked mount has the one below it as parent. */
export function mountsAt(mounts: readonly Mount[] | null, mountPoint: string): Mount[] {
  const here = mounts?.filter((mount) => mount.mountPoint === mountPoint) ?? [];
  const ids = new Set(here.map((mount) => mount.id));
  const stack = here.filter((mount) => !ids.has(mount.parent) || mount.parent === mount.id).slice(-1);
  for (let top = stack[0]; top; top = here.find((mount) => mount.parent === top?.id && !stack.includes(mount))) {
    if (!stack.includes(top)) stack.push(top);
  }
  return stack;
}

/** The mount that a path on `mountPoint` is really served from, or null. */
export function topMountAt(mounts: readonly Mount[] | null, mountPoint: string): Mount | null {
  return mountsAt(mounts, mountPoint).at(-1) ?? null;
}

/** The mount that serves a path, or null. */
export function mountAround(mounts: readonly Mount[], path: string): Mount | null {
  const around = mounts.map(({ mountPoint }) => mountPoint).filter((point) => point === '/' || path === point || path.startsWith(`${point}/`));
  const [closest] = around.sort((one, other) => other.length - one.length);
  return closest === undefined ? null : topMountAt(mounts, closest);
}

/** Writing needs both: a read-only bind has `rw` super options, a file system stopped after an error `rw` mount options. */
export function isWritableMount(mount: Mount): boolean {
  return mount.options.includes('rw') && mount.superOptions.includes('rw') && !hasEmergencyStop(mount);
}

/** ext4 since Linux 6.15 stops after an error so, with `rw` in both places, and access(2) knows nothing of it (fs/ext4/super.c). */
export function hasEmergencyStop(mount: Mount): boolean {
  return mount.superOptions.includes('emergency_ro');
}

/** The value of `name=value` among mount options, or null. */
export function optionValue(options: readonly string[], name: string): string | null {
  const found = options.find((option) => option.startsWith(`${name}=`));
  return found === undefined ? null : found.slice(name.length + 1);
}

/**
 * Among 50,000 mounts an array of all lines, to look through, takes twice as long. One regular expression would be faster still there,
 * and costs every guard a millisecond to compile.
 */
function linesOf(text: string, mountPoints: ReadonlySet<string>): string[] {
  const lines: string[] = [];
  // The last one found stays until it is passed, so that lines without any are not each searched to the end of the text.
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
  // Any number of optional fields comes before the separator.
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

/** The kernel escapes space, tab, newline, backslash and number sign as three octal digits. */
function unescapePath(field: string): string {
  return field.replace(/\\([0-3][0-7]{2})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)));
}
