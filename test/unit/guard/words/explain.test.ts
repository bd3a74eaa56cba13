// What `check --explain` adds where SELinux is on, as a captured host tells it.
import { expect, test } from '@jest/globals';
import { judge } from '../../../../src/guard/judgement.ts';
import { explain } from '../../../../src/guard/words/check-answer.ts';
import { parseFacts } from '../../../../src/host/facts.ts';

const explained = (environment: string): string[] => explain(judge(parseFacts({ mountinfo: '29 1 8:1 / / rw - ext4 /dev/sda1 rw\n', environment }), [], null), Infinity);

test.each([
  ['selinux=enforcing\nselinux-context=system_u:system_r:initrc_t:s0\n', 'enforcing, and this program runs as system_u:system_r:initrc_t:s0'],
  ['selinux=permissive\n', 'permissive, and this program runs as an unknown context'],
])('%j', (environment, words) => {
  expect(explained(environment)).toContainEqual(expect.stringMatching(new RegExp(`^SELinux: +${words}$`)));
});

test('nothing where SELinux is off', () => {
  expect(explained('usr-access=writable\n').filter((line) => /selinux/i.test(line))).toEqual([]);
});
