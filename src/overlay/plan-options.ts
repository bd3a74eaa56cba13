// What `up` and `run` go by: the command line, and the configuration where that says nothing.

import type { Config } from '../config/config.ts';
import type { StoragePlace, UpOptions } from './situation.ts';

/** Null and absent: not said on the command line. */
export type UpWords = Omit<UpOptions, 'backend' | 'defaultSize' | 'defaultStorage'> & { backend: UpOptions['backend'] | null };

/** `defaultStorage`: the configuration's, looked at. */
export function planOptions(words: UpWords, { overlay }: Config, defaultStorage: StoragePlace | null): UpOptions {
  // A hotfix is ostree's whatever puts on the other overlays.
  const usual = words.hotfix ? 'auto' : overlay.backend;
  return { ...words, backend: words.backend ?? usual, defaultSize: overlay.size, defaultStorage };
}
