// This file holds the sentences of the commands themselves, without "error:", "warning:" and "note:". Those of a subject are in its own words.ts.

/** `name` is the command's name, `line` the whole line to type with sudo; null where there is no sudo. */
export const needsRootLine = (name: string, line: string | null): string => `usr-overlay ${name} needs root${line === null ? '' : `: \`${line}\``}`;

export const LOCK_WORDS = {
  otherIsRunning: (holder: string): string => `another usr-overlay is running (${holder}); try again when it has finished`,
  hostNotEntered: (reason: string): string => `the mount namespace of PID 1 cannot be entered (${reason}); run this from a login on the host`,
};

export const UP_WORDS = {
  size: '--size needs a number of M or G, or a percentage of the memory: 512M, 2G or 30%',
  sizeAndStorage: (storage: string): string => `--size limits storage in memory; leave out either it or \`--storage ${storage}\``,
  followMissing: (path: string): string => `--follow: ${path} is not a folder`,
  unseen: 'this shell has its own mount namespace and does not see the overlay. For one that does: `nsenter --target 1 --mount --root`',
  updateAtWork: (seconds: number): string => `an update of the image is running: waiting ${seconds} seconds for it to finish`,
  otherContext: (stuck: string): string => `${stuck}: it was mounted in another SELinux context; to mount it anew: \`usr-overlay down && usr-overlay\``,
};

export const RUN_WORDS = {
  notFound: (name: string): string => `${name}: command not found`,
  notExecutable: (name: string, why: string): string => `${name} cannot be executed: ${why}`,
};

export const DIFF_WORDS = {
  noOverlay: 'no overlay is on /usr. For what the last one installed: `usr-overlay diff --packages --last`',
  layersUnreadable: (why: string): string => `the layers of the persistent overlay cannot be read: ${why}`,
  noRecord: 'nothing tells which packages the persistent overlay had: its record is missing',
  sysext: 'a merged system extension hides what was changed in /usr; first run: `systemd-sysext unmerge`',
  belowUnreadable: (why: string): string => `the files below the overlay cannot be read: ${why}`,
  noDeployment: 'ostree does not say which deployment is booted, so there is nothing to compare with',
  noPastOverlay: (hasActive: boolean): string => `no past overlay is recorded on this host${hasActive ? '. For the one that is active: `usr-overlay diff`' : ''}`,
};

export const DOCTOR_WORDS = {
  atWork: (holder: string | null): string => `a package manager ${holder === null ? 'was running just now' : `is running (${holder})`}, which may explain all of this; try again when it has finished`,
  busy: 'a package manager is running; try again when it has finished',
  question: 'A backup is kept. Proceed? [y/N] ',
  noTerminal: 'there is no terminal to ask at. To repair without a question: `usr-overlay doctor --fix --yes`',
  declined: 'Nothing was repaired.',
  notRepaired: (name: string, why: string): string => `${name} was not repaired: ${why}. Reinstall it in the image, and update to that image`,
  stays: (name: string, why: string): string => `${name} was kept: ${why}`,
  etcStays: 'the files that these packages have in /etc were kept. To remove those of one package: `dpkg --purge NAME`',
  backup: (path: string): string => `a backup is in ${path}`,
};

export const RECORD_WORDS = {
  none: 'No overlay is recorded on this host.',
  unreadable: (path: string): string => `${path} is not a readable record of an overlay, and is left out`,
  notKept: (why: string): string => `the record of the overlay cannot be kept: ${why}`,
  notLogged: (why: string): string => `\`usr-overlay log\` will not show this: ${why}`,
  cleanedUp: (where: string, words: string): string => `Cleaned up ${where}: ${words}`,
  cleanedUpEarlier: (where: string, words: string): string => `cleaned up ${where} after an earlier overlay: ${words}`,
  nothingToCleanUp: 'There was nothing to clean up in /etc.',
};

export const KEPT_WORDS = {
  none: 'Nothing is kept, because nothing was removed from this host.',
  restored: (path: string, folder: string): string => `Restored ${path} from ${folder}.`,
  notRestored: (path: string, why: string): string => `${path} was not restored: ${why}`,
};

export const HOLDERS_NONE = 'No process uses an overlay on /usr.';

export const REPORT_WORDS = {
  written: (count: number, folder: string): string => `Wrote ${count} files to ${folder}. Read them before you send them: they show mounts, kernel arguments and the configuration.`,
  bootcSilent: (how: string): string => `\`bootc status\` ${how}`,
};

/** A folder that a persistent overlay's boot found changed. */
export const bootChangedLine = (path: string, why: string): string => `${path} has changed since the overlay was last mounted: ${why}`;
