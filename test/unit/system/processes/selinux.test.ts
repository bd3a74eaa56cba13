// The context that the kernel tells of a process, in the forms that are met.
import { expect, test } from '@jest/globals';
import { parseContext } from '../../../../src/system/processes/selinux.ts';

test.each([
  ['unconfined_u:unconfined_r:unconfined_t:s0-s0:c0.c1023\0', 'unconfined_u:unconfined_r:unconfined_t:s0-s0:c0.c1023'],
  ['system_u:system_r:initrc_t:s0\n', 'system_u:system_r:initrc_t:s0'],
  ['system_u:system_r:initrc_t', 'system_u:system_r:initrc_t'],
  // AppArmor answers in the same file, and before a policy is loaded there is this one word.
  ['unconfined\n', null],
  ['/usr/bin/man (enforce)\n', null],
  ['kernel\0', null],
  ['', null],
  ['a:b:c d', null],
])('%j', (text, context) => {
  expect(parseContext(text)).toBe(context);
});
