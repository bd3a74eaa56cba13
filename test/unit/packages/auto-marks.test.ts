import { expect, it } from '@jest/globals';
import { withMarks } from '../../../src/packages/auto-marks.ts';

const mark = (name: string, architecture = 'amd64', auto = 1): string => `Package: ${name}\nArchitecture: ${architecture}\nAuto-Installed: ${String(auto)}\n\n`;

it("marks go with their packages, and come back from the image's", () => {
  const text = `${mark('ghost')}${mark('ghost', 'i386')}${mark('doc')}${mark('own', 'amd64', 0)}`;
  const gone = [{ name: 'ghost', architecture: 'amd64' }, { name: 'doc', architecture: 'all' }];
  const again = [{ name: 'lib', architecture: 'amd64' }, { name: 'own', architecture: 'amd64' }];
  expect(withMarks(text, gone, again, `${mark('lib')}${mark('own')}${mark('other')}`)).toBe(`${mark('ghost', 'i386')}${mark('own', 'amd64', 0)}${mark('lib')}`);
  expect(withMarks(text, [], [], mark('lib'))).toBe(text);
});
