// Follows a page of recipes: files are written, pieces of Containerfiles are collected, and each `podman build -t NAME .` builds them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildImage, type Builder } from './build-image.ts';
import { parseContainerfile } from './containerfile.ts';
import type { Block } from './markdown.ts';

/** Adds the images of the page to those of the builder. Answers with what each build said, by the image's name. */
export async function buildPage(blocks: readonly Block[], builder: Builder): Promise<Map<string, string>> {
  for (const { name, text } of blocks) if (name !== null) writeFileSync(join(builder.context, name), text);
  const said = new Map<string, string>();
  let containerfile = '';
  for (const block of blocks) {
    if (block.language === 'containerfile') containerfile += block.text;
    const name = /^podman build -t (\S+) \.$/m.exec(block.language === 'sh' ? block.text : '')?.[1];
    if (name === undefined) continue;
    const built = await buildImage(parseContainerfile(containerfile), builder);
    builder.images.set(name, built.image);
    said.set(name, built.said);
    containerfile = '';
  }
  if (containerfile !== '') throw new Error(`never built: ${containerfile}`);
  return said;
}
