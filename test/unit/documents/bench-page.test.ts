// The page has the table and its reasons; the raw figures show what the bench executes.

import { describe, expect, it } from '@jest/globals';
import { fencedBlocks } from '../../documents/recipes/markdown.ts';
import { kernelVersion } from '../../documents/bench/machine.ts';
import { renderFigures, renderPage, renderRow, type Section } from '../../documents/bench/page.ts';
import { PLACES } from '../../documents/bench/places.ts';
import { ratio, type Row } from '../../documents/bench/row.ts';

/** Made up: each side a little slower than the one before. */
const sections: Section[] = PLACES.map((place) => ({ place, measured: place.rows.map((row) => ({ row, samples: row.sides.map((_, at) => [100 + at, 101 + at, 103 + at]) })) }));
const page = renderFigures(sections, { seconds: 240, machine: 'one' });

describe.each(PLACES.map((place) => [place.name, place] as const))('%s', (_, place) => {
  const [, rest = ''] = page.split(`\n## ${place.name}\n`);
  const section = rest.split('\n## ')[0] ?? '';

  it('has its set-up once, whole', () => {
    const once = fencedBlocks(section).filter(({ text }) => text === `${place.setup?.trim() ?? ''}\n`);
    expect(once).toHaveLength(place.setup === undefined ? 0 : 1);
  });

  it.each(place.rows.map((row) => [row.title, row] as const))('%s: what runs once, before each run, and timed', (title, row) => {
    const details = (section.split(`### ${title}\n`)[1] ?? '').split('\n### ')[0] ?? '';
    if (row.setup !== undefined) expect(details).toContain(`\n\`\`\`bash\n${row.setup.trim()}\n\`\`\`\n`);
    for (const { name, shell: timed, before } of row.sides) {
      const [, side = ''] = details.split(`\n**${name}**: `);
      const block = fencedBlocks(side)[0]?.text ?? '';
      expect(block).toMatch(/^(# before each run, not timed\n.*\n)?# (not )?timed.*\n/);
      if (before !== undefined) expect(block).toContain(`\n${before}\n`);
      expect(block.endsWith(`\n${timed}\n`)).toBe(true);
    }
  });
});

describe('a row', () => {
  const row: Row = {
    title: 'a row',
    means: 'what it means',
    shortfall: 'this is why',
    sides: [{ name: 'with us', shell: 'ours', before: 'back', code: 100 }, { name: 'without', shell: 'theirs', value: 'kB' }],
    runs: 3,
    figure: ratio(1.2),
  };
  const section = (ours: number): Section => ({ place: { name: 'a place', rows: [row] }, measured: [{ row, samples: [[ours, ours - 1, ours + 1], [10, 10, 10]] }] });

  it('is in the table with its figure, its goal, and whether that is reached', () => {
    expect(renderPage([section(11)], { seconds: 60, machine: 'one' })).toContain('| a row | 1.10 times | 1.00 to 1.20 | at most 1.2 | reached |');
    expect(renderPage([section(13)], { seconds: 60, machine: 'one' })).toContain('| a row | 1.30 times | 1.20 to 1.40 | at most 1.2 | **not reached** |');
  });

  it('says why it is not reached, and only then', () => {
    expect(renderPage([section(13)], { seconds: 60, machine: 'one' })).toContain('## Not reached, and why\n\n- a row, 1.30 times: this is why.\n');
    expect(renderPage([section(11)], { seconds: 60, machine: 'one' })).not.toContain('this is why');
  });

  it('has no commands on the page', () => {
    expect(fencedBlocks(renderPage([section(13)], { seconds: 60, machine: 'one' }))).toHaveLength(1);
  });

  it('has both sides\' medians and commands under it', () => {
    expect(renderFigures([section(13)], { seconds: 60, machine: 'one' })).toContain(`### a row

What it means.

**with us**: 13.0 ms (12.0 to 14.0, 3 runs)

\`\`\`bash
# before each run, not timed
back
# timed; exit code 100
ours
\`\`\`

**without**: 10 kB (10 to 10, 3 runs)

\`\`\`bash
# not timed: its own number, in kB
theirs
\`\`\`
`);
  });

  it('is told on the terminal', () => {
    expect(section(13).measured.map(renderRow)).toEqual([
      'NOT REACHED a row: 1.30 times, 1.20 to 1.40 (at most 1.2)\n              with us: 13.0 ms (12.0 to 14.0, 3 runs)\n              without: 10 kB (10 to 10, 3 runs)',
    ]);
  });
});

it.each([['6.18.44-fc-v595', '6.18.44'], ['6.12.48+deb13-amd64', '6.12.48'], ['6.1.0', '6.1.0'], ['odd', 'odd']])('the kernel %s is %s', (release, version) => {
  expect(kernelVersion(release)).toBe(version);
});
