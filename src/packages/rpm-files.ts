// rpm's packages and their files, one file a line: package, flags, path.

/** Packages with at least one file that counts; %ghost ones (flag g) need not be there, and documentation (d) may be left out. */
export function parseRpmFiles(listing: string, counts: (path: string) => boolean): { name: string; paths: string[] }[] {
  const found = new Map<string, string[]>();
  for (const line of listing.split('\n')) {
    const [name = '', flags = '', path] = line.split('\t');
    if (path === undefined || /[gd]/.test(flags) || !counts(path)) continue;
    const paths = found.get(name);
    if (paths) paths.push(path);
    else found.set(name, [path]);
  }
  return [...found].map(([name, paths]) => ({ name, paths }));
}
