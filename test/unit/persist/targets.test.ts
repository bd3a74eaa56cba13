// Which targets are started once more after the mount.
import { expect, it } from '@jest/globals';
import { targetsToStart } from '../../../src/persist/state.ts';

it.each<[string, string, string[]]>([
  [
    'an ordinary boot',
    ' 1 multi-user.target start waiting\n12 basic.target   start waiting\n30 apt-image-based-persist-start.service start running\n31 ssh.service start waiting\n',
    ['sysinit.target', 'sockets.target', 'timers.target', 'paths.target', 'multi-user.target', 'basic.target'],
  ],
  ['a rescue boot stays one', '  1 rescue.target start waiting\n  2 sysinit.target start waiting\n', ['sysinit.target', 'rescue.target']],
  ['what is about to stop is not started', '7 basic.target stop waiting\n', ['sysinit.target']],
  ['no answer', '', ['sysinit.target']],
])('%s', (_name, listed, expected) => {
  expect(targetsToStart(listed)).toEqual(expected);
});
