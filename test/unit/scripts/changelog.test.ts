// CHANGELOG.md in the forms of Debian and rpm.
import { expect, it } from '@jest/globals';
import { debianChangelog, rpmChangelog } from '../../../scripts/package/changelog.ts';

const RELEASED = '## [1.2.3] - 2026-01-02\n\n- It works.\n';

it('what is not released yet is in no package', () => {
  const both = `# Changelog\n\n## [Unreleased]\n\n- It will fly.\n\n${RELEASED}`;
  expect(debianChangelog(both, 'x', '1.2.3', 0)).toBe(debianChangelog(`# Changelog\n\n${RELEASED}`, 'x', '1.2.3', 0));
  expect(debianChangelog(both, 'x', '1.2.3', 0)).toMatch(/^x \(1\.2\.3\) unstable; urgency=medium\n\n {2}\* It works\.\n/);
  expect(rpmChangelog(both, 0)).toContain('- It works.');
  expect(rpmChangelog(both, 0)).not.toContain('fly');
});

it('a version without an entry is a fault', () => {
  expect(() => debianChangelog(RELEASED, 'x', '1.2.4', 0)).toThrow('does not begin with 1.2.4');
});
