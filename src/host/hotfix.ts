// This file tells how a host gets rid of a hotfix: ostree made a clone of the deployment without it, `ostree admin unlock` says so.

/** Holds one line of `ostree admin status`, in its order, which is that of ostree's indices. */
type Listed = { booted: boolean; name: string; stateroot: string; checksum: string; unlocked: boolean };

/** Holds what the answer is found in; null where nobody answered. */
export type HotfixSigns = { status: string | null; help: string | null; bootc: boolean };

/**
 * Returns the command, without sudo, after which the next boot has this image without the hotfix; null where none is known. `help` is what
 * `ostree admin --help` prints: `set-default` came after 2022.7, and `deploy` makes one more clone instead.
 */
export function wayBackFromHotfix({ status, help, bootc }: HotfixSigns): string | null {
  const listed = deploymentsIn(status ?? '');
  const booted = listed.find((each) => each.booted);
  const index = listed.findIndex((each) => !each.booted && !each.unlocked && each.checksum === booted?.checksum && each.stateroot === booted.stateroot);
  const clone = listed[index];
  if (booted === undefined || clone === undefined) return null;
  if (bootc) return listed.indexOf(booted) + 1 === index ? 'bootc rollback' : null;
  if (/^ +set-default /m.test(help ?? '')) return `ostree admin set-default ${index}`;
  return `ostree admin deploy --origin-file=/ostree/deploy/${clone.stateroot}/deploy/${clone.name}.origin ${clone.checksum}`;
}

function deploymentsIn(status: string): Listed[] {
  const listed: Listed[] = [];
  for (const line of status.replace(/\x1b\[[0-9;]*m/g, '').split('\n')) {
    const [, mark, stateroot, checksum, serial] = /^([* ]) (\S+) ([0-9a-f]{64})\.(\d+)/.exec(line) ?? [];
    if (stateroot !== undefined && checksum !== undefined && serial !== undefined) {
      listed.push({ booted: mark === '*', name: `${checksum}.${serial}`, stateroot, checksum, unlocked: false });
    } else if (/^ +Unlocked: /.test(line)) {
      for (const last of listed.slice(-1)) last.unlocked = true;
    }
  }
  return listed;
}
