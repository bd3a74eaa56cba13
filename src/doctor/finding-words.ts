// This file has the words for each kind of finding: a fact, what it means, what repairs it, and what the repair does.

import type { FindingKind } from './findings.ts';

const FIX = '`usr-overlay doctor --fix`';

type Words = { fact: (many: boolean) => string; means: string; repair: string; does: string | null };

export const WORDS: Record<FindingKind, Words> = {
  ghost: {
    fact: (many) => `the database lists ${many ? 'these packages' : 'this package'} as installed, but ${many ? 'their' : 'its'} files are missing`,
    means: 'the files were in an overlay that is gone; apt believes they are installed and will not install them again',
    repair: `to remove them from the database and keep their files in /etc: ${FIX}`,
    does: 'Remove from the database, without running its scripts:',
  },
  'other-version': {
    fact: (many) => `the files of ${many ? 'packages' : 'a package'} are not those of the version in the database`,
    means: 'an upgrade was in an overlay that is gone: the files are those of the image, and the database has the newer version',
    repair: `to restore the entry of the image's version, if the image or apt has a copy: ${FIX}`,
    does: 'Restore the database entry of the image\'s version of:',
  },
  'failed-install': {
    fact: (many) => `${many ? 'packages are' : 'a package is'} half-installed, and not part of the image`,
    means: 'an installation failed on a read-only /usr; dpkg refuses to remove it, and apt wants to reinstall it',
    repair: `to remove them from the database: ${FIX}`,
    does: 'Remove from the database:',
  },
  'failed-change': {
    fact: (many) => `${many ? 'packages of the image are' : 'a package of the image is'} listed as half-installed, but all files are in place`,
    means: 'an upgrade or a removal failed on a read-only /usr, and may have stopped their services',
    repair: `to list them as installed again (restart their services afterwards): ${FIX}`,
    does: 'List as installed again:',
  },
  removed: {
    fact: (many) => `${many ? 'packages are' : 'a package is'} listed as removed, but the image has ${many ? 'their' : 'its'} files`,
    means: 'a removal was in an overlay that is gone: the files are back, but apt does not count on them',
    repair: `to restore the entry of the image's version, if the image or apt has a copy: ${FIX}`,
    does: 'Restore the database entry of the image\'s version of:',
  },
  diversion: {
    fact: (many) => `${many ? 'diversions' : 'a diversion'} of a package that is gone ${many ? 'are' : 'is'} left in the database`,
    means: 'dpkg would install the next version of that file under another name',
    repair: `to remove it from the database: ${FIX}`,
    does: 'Remove from the database the diversion of:',
  },
  dependency: {
    fact: (many) => `${many ? 'packages lack' : 'a package lacks'} what ${many ? 'they need' : 'it needs'}`,
    means: 'apt or dnf refuses to install anything until that is there',
    repair: 'install what is missing in the image, and update to that image',
    does: null,
  },
  selected: {
    fact: (many) => `${many ? 'packages are' : 'a package is'} selected for installation, and not installed`,
    means: 'an installation failed before it changed anything; `dpkg -l` shows the state "in"',
    repair: `to undo the selection: ${FIX}`,
    does: 'Undo the selection of:',
  },
  unconfigured: {
    fact: (many) => `${many ? 'packages are' : 'a package is'} unpacked but not configured`,
    means: 'a maintainer script failed or has not run; its files are in place',
    repair: 'configure them in the image; or, to do it on this host: `usr-overlay up --no-follow && dpkg --configure --pending && usr-overlay down`',
    does: null,
  },
  'rpm-ghost': {
    fact: (many) => `the rpm database lists ${many ? 'these packages' : 'this package'}, but ${many ? 'their' : 'its'} files are missing`,
    means: 'the files were in an overlay that is gone; dnf believes they are installed and will not install them again',
    repair: `to remove them from the database: ${FIX}`,
    does: 'Remove from the rpm database, without running its scripts:',
  },
  alternative: {
    fact: (many) => `${many ? 'alternatives have' : 'an alternative has'} a choice whose program is missing`,
    means: 'the command of that name may not work',
    repair: `to remove the choice, so that the next best one is used: ${FIX}`,
    does: 'Remove the choice from the alternative:',
  },
  'alternative-link': {
    fact: (many) => `${many ? 'links' : 'a link'} in /etc/alternatives ${many ? 'lead' : 'leads'} to a missing file, and there is a better choice`,
    means: 'the command of that name is not found',
    repair: `to set the link to the best choice: ${FIX}`,
    does: 'Set to the best choice the alternative:',
  },
  'stray-link': {
    fact: (many) => `${many ? 'links' : 'a link'} in /etc/alternatives ${many ? 'lead' : 'leads'} to a missing file, and no alternative has that name`,
    means: 'a package of an overlay left it behind',
    repair: `to remove it: ${FIX}`,
    does: 'Remove from /etc/alternatives:',
  },
  overlay: {
    fact: () => 'the state of the overlay does not match the mounts',
    means: 'an overlay was mounted or removed only in part, or without this program',
    repair: 'do what is said above; to see the whole state: `usr-overlay status`',
    does: null,
  },
  parked: {
    fact: () => 'the persistent overlay is not mounted',
    means: 'this host runs its plain image, without the packages in that overlay',
    repair: 'remove the cause that is named above; then, to let the next boot try again: `usr-overlay up --persist`',
    does: null,
  },
  'open-record': {
    fact: (many) => `${many ? 'overlays have' : 'an overlay has'} ended, and not all files that ${many ? 'their' : 'its'} packages left in /etc are cleaned up`,
    means: 'a step failed, as said above; the next `usr-overlay up`, `usr-overlay down` or boot tries again',
    repair: 'free space, or make /etc writable; to try again: `usr-overlay put-back`',
    does: null,
  },
  boot: {
    fact: () => '/boot changed while the overlay was on, and it outlives the overlay',
    means: 'the next boot may meet a kernel, an initramfs or a menu that belongs to no image',
    repair: 'to put back what packages changed, and to see what is left: `usr-overlay down`',
    does: null,
  },
  'cut-short': {
    fact: () => 'a repair was interrupted',
    means: 'the database is whole: it is either as before or repaired',
    repair: `to remove its leftovers: ${FIX}`,
    does: 'Remove the leftovers of:',
  },
};
