// What the host is. Writable states come first, so that a refusal needs a /usr that cannot be written.

import { alreadyTold } from './already-told.ts';
import { containerReadOnly } from './container-read-only.ts';
import { deploymentWritable } from './deployment-writable.ts';
import { hotfix } from './hotfix.ts';
import { imageLocked } from './image-locked.ts';
import { kernel } from './kernel.ts';
import { largerThanRoom } from './larger-than-room.ts';
import { ordinaryHost } from './ordinary-host.ts';
import { overlayReadOnly } from './overlay-read-only.ts';
import { ownRemount } from './own-remount.ts';
import { ownTransient } from './own-transient.ts';
import { readOnlyUsr } from './read-only-usr.ts';
import { staleUnlock } from './stale-unlock.ts';
import { stoppedAfterError } from './stopped-after-error.ts';
import { suiteChange } from './suite-change.ts';
import { sysextMerged } from './sysext-merged.ts';
import { sysextMutable } from './sysext-mutable.ts';
import { transientOverlay } from './transient-overlay.ts';
import { unlockedElsewhere } from './unlocked-elsewhere.ts';
import { usrUnknown } from './usr-unknown.ts';
import { writableEnvironment } from './writable-environment.ts';
import type { Rule } from './rule.ts';

export const hostRules: readonly Rule[] = [
  ownRemount,
  usrUnknown,
  writableEnvironment,
  suiteChange,
  kernel,
  largerThanRoom,
  alreadyTold,
  hotfix,
  sysextMutable,
  transientOverlay,
  deploymentWritable,
  ordinaryHost,
  stoppedAfterError,
  ownTransient,
  sysextMerged,
  containerReadOnly,
  unlockedElsewhere,
  overlayReadOnly,
  staleUnlock,
  imageLocked,
  readOnlyUsr,
];
