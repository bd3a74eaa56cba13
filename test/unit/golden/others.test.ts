// The sentences that no other golden text holds: a new one fails here until it is shown there, or written down with AIB_GOLDEN=write.
import { expect, it } from '@jest/globals';
import { expectGolden } from './golden.ts';
import { otherSentences } from './sentences.ts';

const OTHERS = ['guard', 'commands', 'readers', 'only', 'usage'];

it('is the golden text', () => expectGolden('others', otherSentences(OTHERS)));

it('finds a sentence that no text shows', () => expect(otherSentences([]).flatMap(([, lines]) => lines)).toContain('No overlay is on /usr, so there is nothing to remove.'));

it('finds what a hook says', () => expect(otherSentences([]).flatMap(([, lines]) => lines)).toContain('hint: APT_IMAGE_BASED=off in the environment steps around the guard'));
