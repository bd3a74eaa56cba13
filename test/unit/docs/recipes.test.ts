// The recipes' own language: what the integration tests execute is read here, and what they would not understand is seen at once.

import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { parseContainerfile } from '../../documents/recipes/containerfile.ts';
import { fencedBlocks } from '../../documents/recipes/markdown.ts';
import { PAGES, read } from './pages.ts';

const blocks = PAGES.filter((page) => page.endsWith('.md')).flatMap((page) => fencedBlocks(read(page)).map((block) => ({ page, ...block })));

describe('fenced blocks', () => {
  it('have a language, a name where it is a file, and the heading above', () => {
    const page = '# One\n```sh\na\n```\n## Two\ntext\n```toml x.toml\nb = 1\n\n```\n';
    expect(fencedBlocks(page)).toEqual([
      { language: 'sh', name: null, text: 'a\n', section: 'One' },
      { language: 'toml', name: 'x.toml', text: 'b = 1\n\n', section: 'Two' },
    ]);
  });

  it.each(blocks.filter(({ language }) => language === 'sh'))('$page, $section: shell', ({ text }) => {
    expect(spawnSync('sh', ['-n'], { input: text, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });

  it.each(blocks.filter(({ language }) => language === 'containerfile'))('$page, $section: Containerfile', ({ text }) => {
    expect(parseContainerfile(text).length).toBeGreaterThan(0);
  });
});

describe('parseContainerfile', () => {
  it('reads what the recipes use', () => {
    expect(parseContainerfile('# first\nFROM a:1 AS b\nENV X=1\nCOPY one two /there/\nCOPY --from=b /x /y\nRUN a && \\\n    b\n')).toEqual([
      { kind: 'from', image: 'a:1', name: 'b' },
      { kind: 'env', name: 'X', value: '1' },
      { kind: 'copy', stage: null, sources: ['one', 'two'], target: '/there/' },
      { kind: 'copy', stage: 'b', sources: ['/x'], target: '/y' },
      { kind: 'run', command: 'a &&     b' },
    ]);
  });

  it.each(['USER root', 'COPY --chmod=755 a /b', 'COPY ["a b", "/c"]', 'COPY a', 'ENV X 1', 'FROM a b', 'run a'])('takes nothing else: %s', (line) => {
    expect(() => parseContainerfile(line)).toThrow();
  });
});
