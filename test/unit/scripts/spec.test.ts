// The scriptlets of the .rpm: nothing is stopped under the running dnf.

import { expect, it } from '@jest/globals';
import { scriptlets } from '../../../scripts/package/spec.ts';

it('disables units when the package goes, and stops none', () => {
  const [post = '', preun = ''] = scriptlets(['one.service', 'two.service']).split(/(?=^%preun$)/m);
  expect(post).toContain('install-system-units one.service two.service ||');
  expect(preun).toBe('%preun\nif [ $1 -eq 0 ] && [ -x /usr/bin/systemctl ]; then\n  /usr/bin/systemctl --no-reload disable one.service two.service || :\nfi\n');
});

it('has none where there is no unit to enable', () => {
  expect(scriptlets([])).toBe('');
});
