// This file finds what an ELF file needs of the libraries that it is linked with.
import { execFileSync } from 'node:child_process';

export function elfNeeds(file: string): string[] {
  const text = execFileSync('readelf', ['--wide', '--dynamic', '--version-info', file], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
  return parseElfNeeds(text);
}

/** Returns the libraries and their symbol versions in readelf's answer, sorted, without the loader, whose name depends on the machine. */
export function parseElfNeeds(text: string): string[] {
  const libraries = [...text.matchAll(/\(NEEDED\) .*\[([^\]]+)\]/g)].map(([, name = '']) => name).filter((name) => !name.startsWith('ld-linux'));
  const [, versions = ''] = text.split("Version needs section");
  const wanted = [...versions.matchAll(/ {2}Name: (\S+) {2}Flags:/g)].map(([, name = '']) => name);
  return [...new Set([...libraries, ...wanted])].sort();
}
