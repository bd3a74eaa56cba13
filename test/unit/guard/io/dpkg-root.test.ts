// Which root a dpkg that is given a relative one means: its own working directory counts, and the hook is in / by then.
import { expect, it } from '@jest/globals';
import { gatherDpkgRequest } from '../../../../src/guard/io/gather-dpkg-request.ts';

const otherRoot = (root: string): boolean => gatherDpkgRequest([String(process.pid), 'unpack', root, 'false'], null).otherRoot;

it.each([['.', true], ['./src', true], [process.cwd(), true], ['', false], ['/', false], ['/usr/..', false]])('--root=%s', (root, wanted) => {
  expect(otherRoot(root)).toBe(wanted);
});
