// Which of two versions is newer.

import { expect, it } from '@jest/globals';
import { compareVersions } from '../../../src/packages/versions.ts';

it.each([
  ['dpkg', '1.0', '1.1'],
  ['dpkg', '1.0~rc1-1', '1.0-1'],
  ['dpkg', '9', '10'],
  ['dpkg', '10', '1:2'],
  ['dpkg', '2:9', '10:1'],
  ['dpkg', '1.0-1', '1.0-1+deb12u1'],
  ['dpkg', '1.0-1+deb12u9', '1.0-1+deb12u10'],
  ['dpkg', '1.0a', '1.0+'],
  ['dpkg', '1.0a', '1.0ab'],
  ['dpkg', '1.0a', '1.0b'],
  ['dpkg', '1.0~~', '1.0~'],
  ['dpkg', '1.2-3-1', '1.2-3-2'],
  ['dpkg', '1.0010-1', '1.11-1'],
  ['dpkg', '1.0-1+b', '1.0-1+b1'],
  ['dpkg', '20240203', '20250419'],
  ['rpm', '1.0-1', '1.0.1-1'],
  ['rpm', '1.0', '1.0-1'],
  ['rpm', '1.0~rc1-1', '1.0-1'],
  ['rpm', '1.0~rc1-1', '1.0^git1-1'],
  ['rpm', '1.0-1', '1.0^git1-1'],
  ['rpm', '1.0^git1-1', '1.0.1-1'],
  ['rpm', '1.0^git1-1', '1.0A-1'],
  ['rpm', '1.a-1', '1.1-1'],
  ['rpm', '1.0.alpha-1', '1.0.beta-1'],
  ['rpm', '1a2-1', '1ab2-1'],
  ['rpm', '9-1', '10-1'],
  ['rpm', '10-1', '1:2-1'],
  ['rpm', '1.01.2-1', '1.1.3-1'],
  ['rpm', '1.0-1.fc41', '1.0-1.fc42'],
] as const)('%s: %s is older than %s', (manager, one, other) => {
  expect(Math.sign(compareVersions(manager, one, other))).toBe(-1);
  expect(Math.sign(compareVersions(manager, other, one))).toBe(1);
});

it.each([
  ['dpkg', '1.01-1', '1.1-1'],
  ['dpkg', '0:1.0', '1.0'],
  ['dpkg', '1.0', '1.0-0'],
  ['dpkg', '1.', '1.0'],
  ['rpm', '1.001-1', '1.1-1'],
  ['rpm', '1.0-1', '1_0-1'],
] as const)('%s: %s is %s', (manager, one, other) => {
  expect(compareVersions(manager, one, other)).toBe(0);
});
