// Debian's machine-readable copyright file, naming everything that is in the executable: Node.js with what it bundles, and
// the npm packages of which esbuild really took something.
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Metafile } from 'esbuild';
import { fromRoot, name } from '../paths.ts';

interface Manifest {
  readonly version: string;
  readonly license?: string;
  readonly author?: string | { readonly name: string };
}

/** `metafile` is esbuild's account of the bundle, `nodePackage` the folder of the runtime, null where none is shipped. */
export function renderCopyright(metafile: Metafile, nodePackage: string | null): string {
  const paragraphs = [
    `Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\nUpstream-Name: ${name}\nComment:\n The paths are those of the source tree after \`npm ci\`. The program is made of all of them.`,
    `Files: *\nCopyright: 2026 the ${name} authors\nLicense: Apache-2.0`,
    ...(nodePackage === null ? [] : [nodeParagraph(nodePackage)]),
    ...bundledFolders(metafile).map(packageParagraph),
    'License: Apache-2.0\n On Debian systems the full text is in /usr/share/common-licenses/Apache-2.0.',
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

// Node's own LICENSE goes through its libraries one by one, each with its holders and its text.
function nodeParagraph(folder: string): string {
  const holders = 'Node.js contributors\n Joyent, Inc. and other Node contributors\n and those whom the text below names for each library';
  const files = `node_modules/${basename(folder).replace(/@.*/, '')}/*`;
  return `Files: ${files}\nCopyright: ${holders}\nLicense: Node.js\n${indent(readFileSync(join(folder, 'LICENSE'), 'utf8'))}`;
}

function bundledFolders(metafile: Metafile): string[] {
  const folders = new Set<string>();
  for (const { inputs } of Object.values(metafile.outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      // A package may lie in another's node_modules: the last one in the path is whose file it is.
      const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0];
      if (folder !== undefined && bytesInOutput > 0) folders.add(folder);
    }
  }
  return [...folders].sort();
}

function packageParagraph(folder: string): string {
  const manifest = JSON.parse(readFileSync(fromRoot(folder, 'package.json'), 'utf8')) as Manifest;
  const licenceFile = readdirSync(fromRoot(folder)).find((file) => /^licen[cs]e(\.(md|txt))?$/i.test(file));
  if (licenceFile === undefined || manifest.license === undefined) throw new Error(`${folder} has no licence`);
  const text = readFileSync(fromRoot(folder, licenceFile), 'utf8');
  const holders = text.match(/^\W*Copyright .*$/gim)?.map((line) => line.replace(/^\W*Copyright (\(c\)|©)?\s*/i, '').trim());
  const author = typeof manifest.author === 'string' ? manifest.author : manifest.author?.name;
  return `Files: ${folder}/*\nCopyright: ${(holders ?? [author ?? 'its authors']).join('\n ')}\nLicense: ${manifest.license}\n${indent(text)}`;
}

// A field's further lines begin with a space, and an empty one is written as a dot.
function indent(text: string): string {
  return text.trim().split(/\r?\n/).map((line) => (line.trim() === '' ? ' .' : ` ${line.trimEnd()}`)).join('\n');
}
