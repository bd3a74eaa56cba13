// This file puts the steps of a plan into words, for `--dry-run` and for tests.

import { type Step } from '../plan.ts';
import { PERSISTENT, STORAGE } from '../../places.ts';
import { quote } from '../../output/shell-words.ts';
import { plain } from '../../output/control-characters.ts';
import { wrap } from '../../output/rows.ts';

/** Numbers the lines from 1 and wraps them at `width` columns. */
export function numberedLines(steps: readonly string[], width: number): string[] {
  return steps.flatMap((step, index) => {
    const number = `${index + 1}. `;
    return wrap(step, width - number.length).map((line, part) => (part === 0 ? number : ' '.repeat(number.length)) + line);
  });
}

/** Returns one line that says what the step does. */
export function stepLine(step: Step): string {
  switch (step.kind) {
    case 'mount-storage':
      return `mount a tmpfs for root alone on ${STORAGE}${step.size === undefined ? '' : `, of ${step.size} at most`}`;
    case 'make-storage':
      return `make ${step.folder} for root alone, and remember it`;
    case 'make-layers':
      return `make upper and work directories in ${step.folder}, owned and labelled like ${step.like}`;
    case 'mount-overlay':
      return `mount ${step.readOnly ? 'a read-only overlay' : 'an overlay'} on ${step.on}, with its changes in ${step.folder}`;
    case 'check-locks':
      return 'check that no package manager took its lock in the meantime';
    case 'check-package-managers':
      return 'check that no package manager is at work';
    case 'await-package-managers':
      return 'wait until no package manager is at work';
    case 'unlock':
      return `run ${step.program} ${step.words.join(' ')}${step.otherwise ? `, or ostree ${step.otherwise.join(' ')} where bootc does not know that` : ''}`;
    case 'hold-mounts':
      return `hold what is mounted on ${step.places.join(', ')}`;
    case 'attach-mounts':
      return `mount it there again, over the overlay: ${step.places.join(', ')}`;
    case 'remount-writable':
      return `remount the overlay on ${step.on} read/write`;
    case 'remount-read-only':
      return `remount the overlay on ${step.on} read-only`;
    case 'stop-units':
      return `stop ${step.units.join(' ')}`;
    case 'check-holders':
      return 'check that no other process uses the overlay';
    case 'rename':
      return `rename ${step.from} to ${step.to}`;
    case 'remove-file':
      return `remove ${step.path}`;
    case 'unmount':
      return `unmount ${step.on} lazily`;
    case 'remove-storage':
      return `remove ${step.folder}`;
    case 'remove-layers':
      return `delete ${step.folder} with all in it`;
    case 'bind-persistent':
      return `make ${step.folder} for root alone, and mount it on ${PERSISTENT}, now and at each boot`;
    case 'unbind-persistent':
      return `unmount ${PERSISTENT}, and let no boot mount it`;
    case 'make-persistent':
      return `make ${PERSISTENT} for root alone, and write down which image /usr is from`;
    case 'enable-persistent':
      return 'make each boot of this image mount these overlays again';
    case 'disable-persistent':
      return 'make no boot mount the persistent overlay any more';
    case 'disable-parked':
      return 'make no boot mount the persistent overlays of other images any more';
    case 'remove-persistent':
      return `remove what no boot mounts from ${PERSISTENT}`;
    case 'retry-persistent':
      return 'let the next boot try the persistent overlay again';
    case 'verify-up':
      return `verify that /usr is ${step.readOnly ? 'a read-only overlay' : 'writable'}${step.followers.length > 0 ? ` and followed by ${step.followers.join(', ')}` : ''}`;
    case 'verify-down':
      return 'verify that the overlay is off';
    case 'reload-systemd':
      return 'tell systemd to reload its units';
  }
}

/** Returns what `run` does where an overlay is on; `isPrivate` means that the host sees the overlay read-only. */
export function runLines(command: readonly string[], folder: string, isPrivate: boolean): string[] {
  const line = plain(`Run, ${isPrivate ? 'with that /usr and ' : ''}in ${quote(folder)}: \`${command.map(quote).join(' ')}\``);
  return isPrivate ? ['Make a mount namespace in which /usr is writable.', line] : [line];
}
