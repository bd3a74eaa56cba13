// The package itself, in a clone; no host is needed.
import { name, version } from '../../../../scripts/paths.ts';
import { NATIVE } from '../../../../scripts/target.ts';
import type { Place } from '../row.ts';

const DEB = `dist/packages/${name}_${version}_${NATIVE.debian}.deb`;

export const product: Place = {
  name: 'the package',
  rows: [
    {
      title: 'size of the .deb, and installed',
      means: 'what it takes of an image',
      sides: [
        { name: 'the .deb', shell: `stat --format=%s ${DEB}`, value: 'bytes' },
        { name: 'installed', shell: `dpkg-deb --field ${DEB} Installed-Size`, value: 'KiB' },
      ],
      runs: 1,
      figure: ([bytes = NaN, kibibytes = NaN]) => {
        const [packed, installed] = [bytes / 1e6, (kibibytes * 1024) / 1e6];
        return { text: `${packed.toFixed(1)} MB, ${installed.toFixed(0)} MB`, goal: 'at most 30 MB, 130 MB', reached: packed <= 30 && installed <= 130 };
      },
    },
  ],
};
