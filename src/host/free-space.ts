// This file defines how much room there is.

/** Holds the room in the file system behind the overlay, in bytes. */
export type Room = {
  used: number;
  /** Root can still write this much; in a tmpfs never more than the free memory and swap. */
  free: number;
  isTmpfs: boolean;
  /** Memory and swap that are free; null where the kernel does not say. */
  memory: number | null;
};
