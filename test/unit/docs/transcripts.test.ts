// The committed transcripts show what the demo types: a page is written anew when its way changes.

import { describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { REFUSAL } from '../../../src/guard/words/refusal.ts';
import { shownTyped } from '../../documents/demo/page.ts';
import { WAYS } from '../../documents/demo/ways.ts';
import { read, rooted } from './pages.ts';

it('each way has its page, and each page its way', () => {
  expect(readdirSync(rooted('docs/transcripts')).sort()).toEqual(WAYS.map(({ name }) => `${name}.md`).sort());
});

describe.each(WAYS)('$name', ({ name, title, scenes }) => {
  const page = read(`docs/transcripts/${name}.md`);
  const lines = page.split('\n');

  it('shows every line that is typed, in the order of the scenes', () => {
    const typed = scenes.flatMap((scene) => [`## ${scene.title}`, ...scene.steps.flatMap((step) => shownTyped(scene.prompt, step.typed).map((line) => `    ${line}`))]);
    const all = new Set(typed);
    expect(lines.filter((line) => all.has(line))).toEqual(typed);
  });

  it('comes to a refusal and to an overlay', () => {
    expect(lines[0]).toBe(`# ${title}`);
    expect(page).toContain('A read/write overlayfs is now mounted on /usr\n');
    // npm brings no hooks: there nobody but `check` refuses.
    expect(lines).toContain(name === 'npm' ? '    refuse: /usr is read-only' : `    ${REFUSAL}`);
  });

  it('holds nothing of the day or the machine it was played on', () => {
    expect(page).not.toMatch(/\d{4}-\d\d-\d\d|127\.0\.0\.1|localhost|\d[KMGT] of room|WRONG/);
  });
});

/** apt names the hook that refused, whole. */
const hook = /^APT::Install::Pre-Invoke:: "(.*)";$/m.exec(read('apt-conf/zz-apt-image-based'))?.[1] ?? '';

it.each(['docs/first-minute.md', ...WAYS.filter(({ name }) => name.startsWith('debian') || name === 'containerfile').map(({ name }) => `docs/transcripts/${name}.md`)])('%s shows the hook as it is', (page) => {
  const shown = [...read(page).matchAll(/^ +E: Problem executing scripts APT::Install::Pre-Invoke '(.*)'$/gm)].map(([, line]) => line);
  expect(new Set(shown)).toEqual(new Set([hook]));
});
