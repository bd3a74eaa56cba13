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

/** What apt and dpkg print around the line of a hook that fails, in their own English. */
const FAILED: readonly [string, RegExp, string][] = [
  ['apt-conf/zz-apt-image-based', /^APT::Install::Pre-Invoke:: "(.*)";$/m, "E: Problem executing scripts APT::Install::Pre-Invoke '"],
  ['apt-conf/10apt-image-based', /^DPkg::Pre-Install-Pkgs:: "(.*)";$/m, 'E: Sub-process '],
  ['apt-conf/dpkg.cfg', /^pre-invoke=(.*)$/m, "dpkg: error: error executing hook '"],
];

describe.each(FAILED)("%s: the line of a hook that refused", (file, form, before) => {
  const line = before + (form.exec(read(file))?.[1] ?? '');
  const words = line.slice(0, line.indexOf('; unset'));

  it('begins with words for people', () => expect(words).toMatch(/: (apt-image-based refused|\/usr is read-only or) .* see .*\bman apt-image-based\b/));

  it.each([80, 120])('a terminal of %i columns breaks the words between two of them', (width) => {
    for (let at = width; at < words.length; at += width) expect(line.slice(at - 1, at + 1)).toMatch(/ /);
  });
});
