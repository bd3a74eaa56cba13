// What the pages point at is there: files, headings, npm scripts, schemas.

import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { PAGES, read, rooted } from './pages.ts';

type Link = { page: string; target: string; anchor: string | null };

const links: Link[] = PAGES.flatMap((page) =>
  [...read(page).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)/g)].map(([, path = '', anchor = null]) => ({ page, target: path === '' ? page : normalize(join(dirname(page), path)), anchor })),
);

/** As GitHub makes them of headings. */
const anchorsOf = (page: string): string[] => [...read(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading.toLowerCase().replaceAll(/[^\w\- ]/g, '').replaceAll(' ', '-'));

describe('links', () => {
  it('are found', () => {
    expect(links.map(({ target }) => target)).toEqual(expect.arrayContaining(['LICENSE', 'docs/architecture.md', 'docs/status.schema.json']));
  });

  it.each(links)('$page: $target #$anchor', ({ target, anchor }) => {
    expect(existsSync(rooted(target))).toBe(true);
    if (anchor !== null) expect(anchorsOf(target)).toContain(anchor);
  });
});

it.each(readdirSync(rooted('docs/pictures')))('the picture %s is shown', (name) => {
  expect(links.map(({ target }) => target)).toContain(`docs/pictures/${name}`);
});

describe('paths in the text', () => {
  const paths = PAGES.filter((page) => page !== 'CHANGELOG.md').flatMap((page) => [...read(page).matchAll(/`((?:src|test|scripts|docs|man|packaging|hooks|apt-conf|dnf-plugin)\/[\w./-]+)`/g)].map(([, path = '']) => ({ page, path })));

  it.each(paths)('$page: $path', ({ path }) => {
    expect(existsSync(rooted(path))).toBe(true);
  });
});

describe('the index', () => {
  const linked = links.filter(({ page }) => page === 'docs/README.md').map(({ target }) => target);

  it.each(readdirSync(rooted('docs'), { recursive: true, encoding: 'utf8' }).filter((name) => /\.(md|json)$/.test(name) && name !== 'README.md'))('has %s', (name) => {
    expect(linked).toContain(`docs/${name}`);
  });
});

describe('npm scripts', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const named = new Set(PAGES.flatMap((page) => [...read(page).matchAll(/\bnpm (?:run (?:--silent )?([\w:-]+)|(test)\b)/g)].map(([, script, test]) => script ?? test ?? '')));

  it.each([...named])('%s, which a page names, exists', (script) => {
    expect(Object.keys(scripts)).toContain(script);
  });

  // npm runs those with `pre` by itself, before the script of that name.
  it.each(Object.keys(scripts).filter((name) => !(name.startsWith('pre') && name.slice(3) in scripts)))('%s is told of', (script) => {
    expect(named).toContain(script);
  });
});

describe('the table of folders', () => {
  const table = read('docs/architecture.md');
  const foldersIn = (parent: string): string[] => readdirSync(rooted(parent), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => `${parent}/${name}/`);

  it.each([...foldersIn('src'), ...foldersIn('test')])('has %s', (folder) => {
    expect(table).toContain(`\`${folder}\``);
  });
});

it('a report of a bug asks for the facts of the host', () => {
  expect(read('.github/ISSUE_TEMPLATE/bug.yml')).toContain('`usr-overlay report ./host');
});
