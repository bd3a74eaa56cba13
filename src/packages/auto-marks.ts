// This file changes apt's extended_states, which marks packages that came as dependencies; a paragraph for each, see apt-mark(8).

import { fieldOf, paragraphsOf, type Stanza } from './dpkg-status.ts';

export type MarkName = Pick<Stanza, 'name' | 'architecture'>;

/**
 * Returns the text without what it says of packages that are `gone`, and with what `image` says of those that are there `again`, about
 * which it says nothing itself.
 */
export function withMarks(text: string, gone: readonly MarkName[], again: readonly MarkName[], image: string): string {
  const own = paragraphsOf(text).filter((paragraph) => !gone.some((name) => isOf(paragraph, name)));
  const missing = again.filter((name) => !own.some((paragraph) => isOf(paragraph, name)));
  const marks = paragraphsOf(image).filter((paragraph) => missing.some((name) => isOf(paragraph, name)));
  return [...own, ...marks].map((paragraph) => `${paragraph}\n\n`).join('');
}

/** apt writes its own architecture for packages of `all`. */
function isOf(paragraph: string, { name, architecture }: MarkName): boolean {
  return fieldOf(paragraph, 'Package') === name && (architecture === 'all' || fieldOf(paragraph, 'Architecture') === architecture);
}
