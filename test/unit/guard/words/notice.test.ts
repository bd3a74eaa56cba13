// The hints of a notice: what they say to type can be typed by whoever reads them.
import { expect, it } from '@jest/globals';
import { parseFacts } from '../../../../src/host/facts.ts';
import { describeHost } from '../../../../src/host/host.ts';
import { notice } from '../../../../src/guard/words/notice.ts';

const FACTS = { room: null, databaseFollows: true, packagesChanged: null, isRepair: false, plan: null };
const hintsOf = (environment: string): readonly string[] => notice('deployment-writable', describeHost(parseFacts({ mountinfo: '20 1 254:0 / / rw - ext4 /dev/vda rw', environment })), FACTS).hints;

it.each([
  ['sudo=yes\n', '`sudo mount -o remount,bind,ro /usr && sudo usr-overlay`'],
  ['sudo=no\n', '`mount -o remount,bind,ro /usr && usr-overlay`'],
])('%s', (environment, hint) => {
  expect(hintsOf(environment).some((line) => line.includes(hint))).toBe(true);
});
