// How much can still be written.

/** In the file system behind the overlay, in bytes. */
export type Room = {
  used: number;
  /** What root can still write; in a tmpfs no more than there is memory and swap. */
  free: number;
  isTmpfs: boolean;
  /** Memory and swap that are left; null where the kernel does not say. */
  memory: number | null;
};
