// What the command of `run` gets of its caller's environment: packaging/usr-overlay has renamed a part of it, and added marks.
import { expect, it } from '@jest/globals';
import { callersEnvironment } from '../../../src/system/callers-environment.ts';

it('is as the caller had it', () => {
  const own = { PATH: '/bin', USR_OVERLAY_KEPT_NODE_OPTIONS: '--require x', USR_OVERLAY_KEPT_TZ: '', USR_OVERLAY_IGNORED: '0000000000000001' };
  expect(callersEnvironment(own)).toEqual({ PATH: '/bin', NODE_OPTIONS: '--require x', TZ: '' });
});
