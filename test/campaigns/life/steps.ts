// The steps of an overlay's life as data: what is typed, what it answers, and what the host must be like after it.
import { REFUSAL } from '../../../src/guard/words/refusal.ts';
import type { Backend } from './rows.ts';

export type Step = {
  name: string;
  /** POSIX shell. */
  command: string;
  code: number;
  /** Must stand in what the command says. */
  says?: RegExp;
  expected: Expected;
  /** May be left behind, by its path. Nothing else may, while no overlay is on. */
  leaves?: RegExp;
};

export type Expected = {
  overlay: 'readWrite' | 'readOnly' | null;
  /** That were not in the image, and the programs that they brought into /usr/bin. */
  packages: readonly string[];
  holders: number;
};

const LOCKED: Expected = { overlay: null, packages: [], holders: 0 };
const PACKAGES = ['tiny-depends', 'tiny-dependency'];

/** Each list is one boot of the same host. */
export function stepsOf(backend: Backend): { beforeReboot: Step[]; afterReboot: Step[] } {
  const first = backend.readOnly ? 'readOnly' : 'readWrite';
  const empty: Expected = { ...LOCKED, overlay: first };
  const filled: Expected = { ...empty, packages: PACKAGES };
  const written: Expected = { ...filled, overlay: 'readWrite' };
  const install = `${backend.readOnly ? 'usr-overlay run ' : ''}apt-get -y install tiny-depends`;
  const refused = { command: 'apt-get -y install tiny-depends', code: 100, says: new RegExp(`^${escape(REFUSAL)}$`, 'm'), expected: LOCKED };
  const up = { command: `usr-overlay ${backend.up}`, code: 0, says: /^A read(\/write|-only) overlayfs is now mounted on \/usr$/m, expected: empty };
  return {
    beforeReboot: [
      { name: 'locked', ...refused },
      { name: 'up', ...up },
      { name: 'install', command: install, code: 0, says: /^notice: /m, expected: filled },
      { name: 'run', command: 'usr-overlay run tiny-depends', code: 0, says: /^tiny-depends 1\.0$/m, expected: filled },
      ...(backend.readOnly ? [{ name: 'upgrade', command: 'usr-overlay up', code: 0, says: /read\/write/, expected: written }] : []),
      { name: 'holders', command: `hold; usr-overlay holders`, code: 0, says: /^\d+ +root .* sleep 600$/m, expected: { ...written, holders: 1 } },
      { name: 'down, held', command: 'usr-overlay down', code: 75, says: /^error: these processes use the overlay/m, expected: { ...written, holders: 1 } },
      { name: 'down', command: 'release; usr-overlay down', code: 0, says: /^The overlay on \/usr was removed; all changes made in it were discarded\.$/m, expected: LOCKED },
      { name: 'locked again', ...refused },
      { name: 'up again', ...up, command: `${up.command} && ${install}`, expected: filled },
    ],
    afterReboot: [
      { name: 'reboot', ...refused, leaves: backend.keeps },
      { name: 'clean', command: 'usr-overlay down', code: 0, expected: LOCKED },
    ],
  };
}

export const COLUMNS = ['locked', 'up', 'install', 'run', 'upgrade', 'holders', 'down, held', 'down', 'locked again', 'up again', 'reboot', 'clean'] as const;

function escape(text: string): string {
  return text.replace(/[.`]/g, '\\$&');
}
