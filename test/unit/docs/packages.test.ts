// What the packages and the pages say of one and the same thing.

import { describe, expect, it } from '@jest/globals';
import { read } from './pages.ts';

const PLUGIN = 'libdnf5-plugin-actions';

describe("dnf 5's actions plugin", () => {
  it('is required where there is a dnf 5', () => {
    expect(read('packaging/apt-image-based.spec')).toMatch(new RegExp(`^Requires: \\(${PLUGIN} if libdnf5\\)$`, 'm'));
  });

  it.each(['README.md', 'docs/image-builders.md', 'man/apt-image-based.7'])('is named in %s', (page) => {
    expect(read(page)).toContain(PLUGIN);
  });
});

// aptitude, PackageKit and dpkg itself have downloaded by the time that they ask: see apt-image-based(7).
it.each(['packaging/control', 'CHANGELOG.md'])('%s promises the time before the download for apt and apt-get alone', (page) => {
  const [said = ''] = /[^.]*before anything is downloaded[^.]*before anything is installed[^.]*\./.exec(read(page).replaceAll(/\s+/g, ' ')) ?? [];
  expect(said).toMatch(/apt and apt-get (are refused|refuse) before anything is downloaded/);
});

it.each(['README.md', 'CONTRIBUTING.md'])('%s says where a vulnerability is reported', (page) => {
  expect(read(page)).toContain('(SECURITY.md)');
});
