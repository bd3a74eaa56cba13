// What was asked: these rules only ever step aside.

import { changesNothing } from './changes-nothing.ts';
import { ordinaryUser } from './ordinary-user.ts';
import { otherRoot } from './other-root.ts';
import { switchedOff } from './switched-off.ts';
import type { Rule } from './rule.ts';

export const requestRules: readonly Rule[] = [
  switchedOff,
  ordinaryUser,
  changesNothing,
  otherRoot,
];
