// This file writes Debian's machine-readable copyright file, which names everything in the executable: Node.js with what it bundles, and
// the npm packages of which esbuild really took something.
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Metafile } from 'esbuild';
import { fromRoot, name } from '../paths.ts';
import { bundledPackages, type BundledPackage } from './bundled.ts';
import { unnamedParts } from './node-licences.ts';

/** `nodePackage` is the folder of the shipped Node, or null; `apache` is a sentence that says where that licence's text is. */
export function renderCopyright(metafile: Metafile, nodePackage: string | null, apache: string): string {
  const paragraphs = [
    `Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\nUpstream-Name: ${name}\nComment:\n The paths are those of the source tree after \`npm ci\`. The program is made of all of them.`,
    `Files: *\nCopyright: 2026 the ${name} authors\nLicense: Apache-2.0`,
    ...(nodePackage === null ? [] : [nodeParagraph(nodePackage)]),
    ...bundledPackages(metafile).map(packageParagraph),
    `License: Apache-2.0\n ${apache}`,
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

// Node's own LICENSE lists most of its libraries, each with its holders and text.
function nodeParagraph(folder: string): string {
  const holders = 'Node.js contributors\n Joyent, Inc. and other Node contributors\n and those whom the text below names for each library';
  const files = `node_modules/${basename(folder).replace(/@.*/, '')}/*`;
  return `Files: ${files}\nCopyright: ${holders}\nLicense: Node.js\n${indent(`${readFileSync(join(folder, 'LICENSE'), 'utf8')}\n${unnamedParts()}`)}`;
}

function packageParagraph({ folder, license, author }: BundledPackage): string {
  const licenceFile = readdirSync(fromRoot(folder)).find((file) => /^licen[cs]e(\.(md|txt))?$/i.test(file));
  if (licenceFile === undefined) throw new Error(`${folder} has no text of its licence`);
  const text = readFileSync(fromRoot(folder, licenceFile), 'utf8');
  const holders = text.match(/^\W*Copyright .*$/gim)?.map((line) => line.replace(/^\W*Copyright (\(c\)|©)?\s*/i, '').trim());
  const writer = typeof author === 'string' ? author : author?.name;
  return `Files: ${folder}/*\nCopyright: ${(holders ?? [writer ?? 'its authors']).join('\n ')}\nLicense: ${license}\n${indent(text)}`;
}

// The further lines of a field begin with a space, and an empty line is written as a dot.
function indent(text: string): string {
  return text.trim().split(/\r?\n/).map((line) => (line.trim() === '' ? ' .' : ` ${line.trimEnd()}`)).join('\n');
}
