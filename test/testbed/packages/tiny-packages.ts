// The test repository's own packages, as data. Each action of the matrix has packages that no other action changes.
export interface TinyPackage {
  name: string;
  version: string;
  /** Part of the image: installed in every tree before the first action. */
  preinstalled?: true;
  depends?: string;
  recommends?: string;
  /** Ships /etc/NAME.conf, which differs from version to version. */
  conffile?: true;
  /** No /usr at all: dpkg could install it on a locked host, and the guard refuses it none the less. */
  etcOnly?: true;
  /** Maintainer scripts that leave a line in /var/log/NAME.log: the only way to see that they ran. */
  scripts?: true;
  /** Incompressible data, for the proof that a refusal comes before the download. */
  megabytes?: number;
}

const image = (name: string, more: Partial<TinyPackage> = {}): TinyPackage => ({ name, version: '1.0', preinstalled: true, ...more });
const newer = (name: string, more: Partial<TinyPackage> = {}): TinyPackage => ({ name, version: '1.1', ...more });
const offered = (name: string, more: Partial<TinyPackage> = {}): TinyPackage => ({ name, version: '1.0', ...more });

export const TINY_PACKAGES: readonly TinyPackage[] = [
  image('tiny-upgrade'), newer('tiny-upgrade'),
  image('tiny-conffile', { conffile: true }), newer('tiny-conffile', { conffile: true }),
  image('tiny-service', { scripts: true }), newer('tiny-service', { scripts: true }),
  image('tiny-unattended'), newer('tiny-unattended'),
  // `upgrade` keeps this one back or not, by apt's version; `dist-upgrade` always brings the new package in.
  image('tiny-dist'), newer('tiny-dist', { depends: 'tiny-dist-new' }), offered('tiny-dist-new'),
  image('tiny-remove'),
  image('tiny-purge', { conffile: true }),
  image('tiny-orphan'),
  image('tiny-reinstall'),
  image('tiny-dpkg-remove'),
  // Installed and up to date for ever: what "nothing to do" is asked of.
  image('tiny-present'),
  offered('tiny-install'),
  offered('tiny-depends', { depends: 'tiny-dependency' }), offered('tiny-dependency'),
  offered('tiny-big', { megabytes: 40 }),
  offered('tiny-etc-only', { etcOnly: true, conffile: true }),
  offered('tiny-satisfy'),
  offered('tiny-python'),
  offered('tiny-file'),
  offered('tiny-dir'),
  offered('tiny-dpkg'),
  offered('tiny-builddep'),
  // apt adds this name to every build-dep; the real one would bring a compiler.
  offered('build-essential'),
  // What `diff` is asked about: four packages that come along, one of them but recommended, and one that was there in an older version.
  offered('tiny-app', { depends: 'tiny-app-lib, tiny-app-base (>= 1.1), tiny-none | tiny-app-choice', recommends: 'tiny-app-doc', conffile: true }),
  offered('tiny-app-lib', { depends: 'tiny-app-deep' }), offered('tiny-app-deep'), offered('tiny-app-choice'), offered('tiny-app-doc'),
  image('tiny-app-base'), newer('tiny-app-base'),
  // Never installed on the host: what simulations, downloads and other roots are asked for.
  offered('tiny-spare'),
];

export function debName(entry: TinyPackage): string {
  return `${entry.name}_${entry.version}_all.deb`;
}
