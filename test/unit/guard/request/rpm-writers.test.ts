// Kernels among rpm packages: by what dnf says that they provide and hold.
import { expect, it } from '@jest/globals';
import { parseRpmPlan, parseRpmWriters, RPM_BOOT_QUESTIONS } from '../../../../src/guard/request/rpm-plan.ts';

const answer = (...packages: unknown[]) => `${JSON.stringify({ op: 'reply', status: 'OK', return: { trans_packages: packages } })}\n`;

it('tells kernels by what they provide, and files in /boot', () => {
  const names = ['kernel-uek', 'kernel-uek-devel', 'kernel-6.6-modules-extra', 'kmod-fake'];
  expect(parseRpmPlan(answer(...names.map((name) => ({ name, version: '1', direction: 'IN', installonly: true })), { name: 'loader', version: '1', direction: 'OUT', boot: true, installonly: false }))?.writers).toEqual(['kernel-uek', 'kmod-fake', 'loader']);
  expect(parseRpmWriters('installonly', answer(...names.map((name) => ({ name }))))).toEqual(['kernel-uek', 'kmod-fake']);
  expect(parseRpmWriters('boot', answer({ name: 'kernel-uek-devel' }))).toEqual(['kernel-uek-devel']);
  expect(parseRpmWriters('boot', '{"op":"reply","status":"ERROR","message":"x"}')).toEqual([]);
  for (const { question } of RPM_BOOT_QUESTIONS) expect(JSON.parse(question)).toMatchObject({ op: 'get', domain: 'trans_packages', args: { output: ['name', 'version'] } });
});
