// A story that nobody can fail proves nothing: each kind of expectation, unmet.

import { describe, expect, it } from '@jest/globals';
import { judge, type Seen } from '../../campaigns/machines/step.ts';
import { renderHeadline, renderStep } from '../../campaigns/machines/transcript.ts';

const seen: Seen = { code: 0, output: 'tiny-app 1.0\n', milliseconds: 1234 };

describe('judge', () => {
  it('finds nothing wrong where all is as expected', () => {
    expect(judge({ typed: 'tiny-app', sees: ['tiny', /\d\.\d/], lacks: ['2.0'], says: 'tiny-app 1.0' }, seen)).toEqual([]);
  });

  it.each([
    ['a step that was not reached', { typed: 'x' }, null, 'was not reached'],
    ['another exit code', { typed: 'x', code: 100 }, seen, 'exit 0, expected 100'],
    ['a failure nobody expected', { typed: 'x' }, { ...seen, code: 1 }, 'exit 1, expected 0'],
    ['words that are missing', { typed: 'x', sees: ['tiny-wrong'] }, seen, 'does not say tiny-wrong'],
    ['words that must not be there', { typed: 'x', lacks: [/tiny/] }, seen, 'says /tiny/'],
    ['more than was to be said', { typed: 'x', says: '' }, seen, 'expected to say just ""'],
  ])('is told of %s', (_, step, answer, wrong) => {
    expect(judge(step, answer)).toEqual([wrong]);
  });
});

describe('the transcript', () => {
  const output = Array.from({ length: 40 }, (_, index) => `line ${String(index)}`).join('\n');

  it('shows what was typed, what was seen, and the time', () => {
    expect(renderStep({ typed: 'tiny-app' }, seen, [])).toMatch(/^ok +1\.2 s +# tiny-app\n +\| tiny-app 1\.0\n$/);
  });

  it('has the same without what was seen', () => {
    expect(renderHeadline({ typed: 'tiny-app\nls' }, null, ['was not reached'])).toBe('WRONG        -  # tiny-app');
  });

  it('shortens a long answer, and shows all of one that is wrong', () => {
    const short = renderStep({ typed: 'x', sees: ['line 20', /^line (22|37)$/] }, { ...seen, output }, []);
    expect(short.match(/(?<=\| ).*/g)).toEqual(['line 0', 'line 1', 'line 2', '… 17 lines …', 'line 20', 'line 21', 'line 22', '… 14 lines …', 'line 37', 'line 38', 'line 39']);
    const whole = renderStep({ typed: 'x' }, { ...seen, output }, ['says too much']);
    expect(whole).toMatch(/^WRONG/);
    expect(whole).toContain('line 20');
    expect(whole).toContain('WRONG: says too much');
  });

  it('shows what a terminal does of a line that was written anew', () => {
    expect(renderStep({ typed: 'x' }, { ...seen, output: 'Reading\rReading 50%\rReading 100%\r\n' }, [])).toMatch(/\| Reading 100%\n$/);
  });
});
