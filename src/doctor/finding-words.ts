// This file has the words for each kind of finding: a fact, what it means, what repairs it, and what the repair does.

import type { FindingKind } from './findings.ts';

const FIX = '`usr-overlay doctor --fix`';

type Words = { fact: (many: boolean) => string; means: string; repair: string; does: string | null };

export const WORDS: Record<FindingKind, Words> = {
  ghost: {
    fact: (many) => `${many ? 'packages are' : 'a package is'} called installed, and no file of ${many ? 'them' : 'it'} is in /usr`,
    means: 'an overlay took the files with it and left the database; apt takes them for installed and installs them no more',
    repair: `${FIX} takes them out of the database; their files in /etc stay`,
    does: 'take out of the database, without running its scripts:',
  },
  'other-version': {
    fact: (many) => `the files of ${many ? 'packages' : 'a package'} are not those of the version in the database`,
    means: 'an upgrade went with its overlay: the files are the image\'s again, and the database still has the newer version',
    repair: `${FIX} puts back what the database said of the image's version, if the image or apt has a copy`,
    does: 'put back what the database said of the image\'s version of:',
  },
  'failed-install': {
    fact: (many) => `${many ? 'packages are' : 'a package is'} half-installed, and no part of the image`,
    means: 'an installation failed on a read-only /usr; dpkg refuses to remove it, and apt wants to reinstall it',
    repair: `${FIX} takes them out of the database`,
    does: 'take out of the database:',
  },
  'failed-change': {
    fact: (many) => `${many ? 'packages of the image are' : 'a package of the image is'} called half-installed, and all files are in place`,
    means: 'an upgrade or a removal failed on a read-only /usr; a service of it may have been stopped on the way',
    repair: `${FIX} calls them installed again; then restart their services`,
    does: 'call installed again, as the files are:',
  },
  removed: {
    fact: (many) => `${many ? 'packages are' : 'a package is'} called removed, and the image has ${many ? 'their' : 'its'} files`,
    means: 'a removal went with its overlay: the files are back, and apt would install over them or miss them for other packages',
    repair: `${FIX} puts back what the database said of the image's version, if the image or apt has a copy`,
    does: 'put back what the database said of the image\'s version of:',
  },
  diversion: {
    fact: (many) => `${many ? 'diversions' : 'a diversion'} of a package that is gone ${many ? 'are' : 'is'} not in force`,
    means: 'dpkg would put the next version of that file aside, where nothing finds it',
    repair: `${FIX} takes it out of the database`,
    does: 'take out of the database the diversion of:',
  },
  dependency: {
    fact: (many) => `${many ? 'packages lack' : 'a package lacks'} what ${many ? 'they need' : 'it needs'}`,
    means: 'apt or dnf refuses further work until it is mended',
    repair: 'install what is missing in the image, and update to that',
    does: null,
  },
  selected: {
    fact: (many) => `${many ? 'packages are' : 'a package is'} selected for installation, and not installed`,
    means: 'an installation failed before it changed anything; `dpkg -l` shows the state "in"',
    repair: `${FIX} takes the selection back`,
    does: 'take back the selection of:',
  },
  unconfigured: {
    fact: (many) => `${many ? 'packages are' : 'a package is'} unpacked but not configured`,
    means: 'a maintainer script did not come to its end, or has not run; its files are in place',
    repair: 'run `usr-overlay up --no-follow`, `dpkg --configure --pending`, `usr-overlay down`; better, configure them in the image',
    does: null,
  },
  'rpm-ghost': {
    fact: (many) => `${many ? 'packages are' : 'a package is'} in the rpm database, and no file of ${many ? 'them' : 'it'} is in /usr`,
    means: 'an overlay took the files with it and left the database; dnf takes them for installed and installs them no more',
    repair: `${FIX} takes them out of the database`,
    does: 'take out of the rpm database, without running its scripts:',
  },
  alternative: {
    fact: (many) => `${many ? 'alternatives have' : 'an alternative has'} a choice whose program is not there`,
    means: 'the command of that name may lead nowhere',
    repair: `${FIX} removes the choice, and the next best one takes its place`,
    does: 'remove the choice from the alternative:',
  },
  'alternative-link': {
    fact: (many) => `${many ? 'links' : 'a link'} in /etc/alternatives ${many ? 'lead' : 'leads'} to what is not there, and the alternatives database knows better`,
    means: 'the command of that name is not found',
    repair: `${FIX} sets the link to the best choice`,
    does: 'set to the best choice the alternative:',
  },
  'stray-link': {
    fact: (many) => `${many ? 'links' : 'a link'} in /etc/alternatives ${many ? 'lead' : 'leads'} to what is not there, and no alternative is known by that name`,
    means: 'a package that was in an overlay left it behind',
    repair: `${FIX} removes it`,
    does: 'remove from /etc/alternatives:',
  },
  overlay: {
    fact: () => 'the state of the overlay is not what the mounts are',
    means: 'an overlay was put on or taken off half-way, or past this program',
    repair: 'what the sentence names; `usr-overlay status` shows the whole',
    does: null,
  },
  'open-record': {
    fact: (many) => `${many ? 'overlays have' : 'an overlay has'} ended, and not all that ${many ? 'their' : 'its'} packages left in /etc is put back`,
    means: 'a step failed, as the sentence says; the next `usr-overlay up`, `usr-overlay down` or boot tries again',
    repair: 'make room, or /etc writable; then `usr-overlay put-back` tries again',
    does: null,
  },
  boot: {
    fact: () => '/boot changed while the overlay was on, and it outlives the overlay',
    means: 'the next boot may meet a kernel, an initramfs or a menu that belongs to no image',
    repair: '`usr-overlay down` puts back what packages changed, and names the rest',
    does: null,
  },
  'cut-short': {
    fact: () => 'a repair was cut short',
    means: 'the database is whole: it is either as before or repaired',
    repair: `${FIX} removes what is left of it`,
    does: 'remove what is left of:',
  },
};
