// A dry run is a few sentences; whoever wants each step asks for it.
import { expect, it } from '@jest/globals';
import { planDown } from '../../../../src/overlay/plan-down.ts';
import type { Plan } from '../../../../src/overlay/plan.ts';
import { planUp } from '../../../../src/overlay/plan-up.ts';
import { planLines } from '../../../../src/overlay/words/plan-words.ts';
import { PLAIN_UP, situation } from '../situations.ts';

const linesOf = (plan: Plan): string[] => (plan.kind === 'refused' ? [plan.reason] : planLines(plan.steps));
const CHECK = 'Check that all of this is so, and undo it otherwise.';

it.each<[string, Plan, string[]]>([
  ['ostree', planUp(situation('trixie-plain-locked'), PLAIN_UP), ['Store changes in memory.', 'Mount overlays of the same lifetime on /var/lib/dpkg.', 'Make /usr writable, with: `ostree admin unlock`', CHECK]],
  [
    'for run alone',
    planUp(situation('trixie-plain-locked'), { ...PLAIN_UP, readOnly: true, backend: 'native', size: '1G' }),
    ['Store changes in memory, at most 1G.', 'Mount overlays of the same lifetime on /var/lib/dpkg.', 'Mount an overlay on /usr that only `usr-overlay run` can write to.', CHECK],
  ],
  ['hotfix', planUp(situation('trixie-plain-locked'), { ...PLAIN_UP, hotfix: true }), ['Make /usr writable, with: `ostree admin unlock --hotfix`', CHECK]],
  ['read-only, by ostree', planUp(situation('trixie-plain-locked', { candidates: [] }), { ...PLAIN_UP, readOnly: true }), ['Make /usr an overlay that only `usr-overlay run` can write to, with: `ostree admin unlock --transient`', CHECK]],
  ['on an overlay that is on', planUp(situation('trixie-plain-unlock-transient', { candidates: [] }), PLAIN_UP), ['Make the overlay on /usr writable.', CHECK]],
  ['down', planDown(situation('trixie-plain-unlock-development')), ['Remove the overlay on /usr and discard all changes in it.']],
  ['down, with services', planDown(situation('trixie-plain-unlock-development'), { holders: [], lazy: false, units: ['a.service'], stop: true }), ['Stop a.service.', 'Remove the overlay on /usr and discard all changes in it.']],
])('%s', (_, plan, expected) => expect(linesOf(plan)).toEqual(expected));
