/** Holds a file, a link or an empty directory of the package; `path` is relative to the root directory. */
export type Entry =
  | { readonly kind: 'file'; readonly path: string; readonly mode: number; readonly content: Buffer }
  | { readonly kind: 'link'; readonly path: string; readonly target: string }
  | { readonly kind: 'directory'; readonly path: string };

export function file(path: string, content: Buffer | string, mode = 0o644): Entry {
  return { kind: 'file', path, mode, content: Buffer.from(content) };
}

export function link(path: string, target: string): Entry {
  return { kind: 'link', path, target };
}
