// This file lists where this program keeps its own files, and where hosts keep theirs.

/** This folder is accessible to root only; it holds the lock and the tmpfs that the step `mount-storage` mounts. */
export const RUN_FOLDER = '/run/apt-image-based';

/** The step `mount-storage` mounts the overlay's tmpfs here. */
export const STORAGE = `${RUN_FOLDER}/storage`;
/** The step `make-storage` creates a folder of this name in the directory given with `--storage`. */
export const STORAGE_NAME = 'apt-image-based-storage';

/** What must survive a reboot is stored in this folder. */
export const STATE_FOLDER = '/var/lib/apt-image-based';

/** Holds the layers of the overlay that each boot of its image mounts again. A file system of its own may be mounted here. */
export const PERSISTENT = `${STATE_FOLDER}/persistent`;

/** Names the folder in the directory of `up --persist --storage` that is mounted there instead. */
export const PERSISTENT_NAME = 'apt-image-based-persistent';

/** Holds the layers of overlays on single folders, and what tells of them: those that each boot mounts again, and those in memory. */
export const ONLY = `${STATE_FOLDER}/only`;
export const ONLY_IN_MEMORY = `${RUN_FOLDER}/only`;

/** dpkg keeps its database here; apt and dpkg-query look nowhere else. */
export const DPKG = '/var/lib/dpkg';

/** The alternatives' links lie in one folder; Debian's program keeps its groups in the first of the others, Fedora's in the next two. */
export const ALTERNATIVES = {
  links: '/etc/alternatives',
  groups: [
    { folder: `${DPKG}/alternatives`, isDebian: true },
    { folder: '/etc/alternatives-admindir', isDebian: false },
    { folder: '/var/lib/alternatives', isDebian: false },
  ],
} as const;

/** rpm keeps its database here, or has a link here to where the image keeps it. */
export const RPM = '/var/lib/rpm';

/** rpm's database has moved: https://fedoraproject.org/wiki/Changes/RelocateRPMToUsr. Not every image leaves a link in its old place. */
export const RPM_PLACES = [RPM, '/usr/lib/sysimage/rpm', '/usr/share/rpm'] as const;

/** Lists the main file of rpm's database in its three formats: sqlite, ndb, Berkeley DB. */
export const RPM_FILES = ['rpmdb.sqlite', 'Packages.db', 'Packages'] as const;

/** ostree keeps the image's own /etc here; other hosts keep no copy. */
export const IMAGE_ETC = '/usr/etc';

/** Returns where the image's own version of a path in /etc lies; `image` is that host's IMAGE_ETC. */
export function inImageEtc(path: string, image = IMAGE_ETC): string {
  return `${image}${path.slice('/etc'.length)}`;
}

/** What was taken from the host: a dated folder for each run that took something. */
export const KEPT_FOLDER = `${STATE_FOLDER}/kept`;
