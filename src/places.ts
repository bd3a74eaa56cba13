// Where this program keeps its own things, and where hosts keep theirs.

/** The tmpfs of the step `mount-storage`; its parent is root-only, and holds the lock too. */
export const RUN_FOLDER = '/run/apt-image-based';

export const STORAGE = `${RUN_FOLDER}/storage`;
/** The folder of the step `make-storage`, in the directory that was given. */
export const STORAGE_NAME = 'apt-image-based-storage';
