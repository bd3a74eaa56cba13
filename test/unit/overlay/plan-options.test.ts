// The command line wins over the configuration, and what is configured is no fault where it does not fit.
import { describe, expect, it } from '@jest/globals';
import { DEFAULT_CONFIG, type Config } from '../../../src/config/config.ts';
import { planOptions, type UpWords } from '../../../src/overlay/situation.ts';
import { planUp } from '../../../src/overlay/plan-up.ts';
import { PLAIN_UP, situation, tell } from './situations.ts';

const WORDS: UpWords = { ...PLAIN_UP, backend: null };
const configured = (overlay: Partial<Config['overlay']>): Config => ({ ...DEFAULT_CONFIG, overlay: { ...DEFAULT_CONFIG.overlay, ...overlay } });

it('nothing said and nothing configured is the plain way', () => {
  expect(planOptions(WORDS, DEFAULT_CONFIG, null)).toEqual(PLAIN_UP);
});

describe('the backend', () => {
  it('is the configured one', () => {
    expect(planOptions(WORDS, configured({ backend: 'native' }), null).backend).toBe('native');
  });

  it('is the one on the command line, be it auto', () => {
    expect(planOptions({ ...WORDS, backend: 'auto' }, configured({ backend: 'native' }), null).backend).toBe('auto');
  });

  it("is ostree's for a hotfix", () => {
    expect(planOptions({ ...WORDS, hotfix: true }, configured({ backend: 'native' }), null).backend).toBe('auto');
    expect(planOptions({ ...WORDS, hotfix: true, backend: 'native' }, DEFAULT_CONFIG, null).backend).toBe('native');
  });
});

describe('the size', () => {
  const config = configured({ size: '1G' });
  const sizes = (words: Partial<UpWords>) => tell(planUp(situation('trixie-plain-locked'), planOptions({ ...WORDS, ...words }, config, null))).filter((line) => / at most$/.test(line));

  it('is the configured one where the native backend stores', () => {
    expect(sizes({ backend: 'native' })).toEqual([expect.stringContaining('of 1G at most')]);
    expect(sizes({ backend: 'native', size: '2G' })).toEqual([expect.stringContaining('of 2G at most')]);
  });

  it('is unheeded where ostree stores, and where an overlay is on already', () => {
    expect(sizes({})).toEqual([]);
    expect(tell(planUp(situation('trixie-plain-unlock-development'), planOptions(WORDS, config, null)))).not.toContain('note: size-not-changed');
  });
});

describe('a configured folder', () => {
  const noted = (path: string, missing = false) => {
    const plan = planUp(situation('trixie-plain-locked', { candidates: [{ path, asked: false, missing }] }), PLAIN_UP);
    return plan.kind === 'steps' ? plan.notes : plan;
  };

  it('that is not there, or cannot follow, is left out with a note', () => {
    expect(noted('/srv/gone', true)).toEqual([{ kind: 'left-out', folder: '/srv/gone', because: 'is not there' }]);
    expect(noted('/boot')).toEqual([{ kind: 'left-out', folder: '/boot', because: 'cannot follow /usr' }]);
  });
});
