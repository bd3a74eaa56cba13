// The lines of shell that apt, dpkg and dnf run as root: where sh is bash, a function that the caller exported takes the place of `test`.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { fromRoot } from '../../../scripts/paths.ts';

const lines = ['apt-conf', 'apt-conf/share', 'dnf-plugin'].flatMap((folder) =>
  readdirSync(fromRoot(folder), { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.py'))
    .flatMap(({ name }) => readFileSync(join(fromRoot(folder), name), 'utf8').split('\n').filter((line) => line.includes('/usr/libexec/apt-image-based/') && !/^(#|\/\/)/.test(line))),
);

it('there are lines of apt, dpkg and dnf', () => {
  expect(lines.length).toBeGreaterThan(8);
});

it.each(lines)('%s', (line) => {
  const words = line.replaceAll('\\ ', ' ');
  expect(words.indexOf('unset -f test;')).toBeGreaterThan(0);
  expect(words.indexOf('unset -f test;')).toBeLessThan(words.indexOf('if test'));
});
