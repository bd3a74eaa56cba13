// Where this program keeps its own things, and where hosts keep theirs.

/** The tmpfs of the step `mount-storage`; its parent is root-only, and holds the lock too. */
export const RUN_FOLDER = '/run/apt-image-based';

export const STORAGE = `${RUN_FOLDER}/storage`;
/** The folder of the step `make-storage`, in the directory that was given. */
export const STORAGE_NAME = 'apt-image-based-storage';

/** What is remembered across reboots. */
export const STATE_FOLDER = '/var/lib/apt-image-based';

/** dpkg's database; apt and dpkg-query look nowhere else. */
export const DPKG = '/var/lib/dpkg';

/** rpm's database, or a link to where an image has it. */
export const RPM = '/var/lib/rpm';

/** One of these is in rpm's database, by its format: sqlite's, ndb's, Berkeley DB's. */
export const RPM_FILES = ['rpmdb.sqlite', 'Packages.db', 'Packages'] as const;

/** Where ostree keeps the image's own /etc; other hosts keep none. */
export const IMAGE_ETC = '/usr/etc';

/** The image's own version of a path in /etc; `image` is where that host's IMAGE_ETC is. */
export function inImageEtc(path: string, image = IMAGE_ETC): string {
  return `${image}${path.slice('/etc'.length)}`;
}
