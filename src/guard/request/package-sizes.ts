// How large packages are, by the records of apt's lists and of archives: deb-control(5), "Installed-Size".

export type PackageVersion = { name: string; architecture: string; version: string };

/** In bytes: unpacked, and as an archive. */
export type Sizes = { installed: number; download: number };

/** One name for one package in every list. */
export function versionKey({ name, architecture, version }: PackageVersion): string {
  return `${name} ${architecture} ${version}`;
}

/** Of one record; empty names and versions where it is none. */
export function parseSizes(record: string): { version: PackageVersion; sizes: Sizes } {
  const fields = new Map([...record.matchAll(/^(Package|Version|Architecture|Installed-Size|Size): (.*)/gm)].map(([, field = '', value = '']) => [field, value]));
  const [name = '', architecture = '', version = ''] = ['Package', 'Architecture', 'Version'].map((field) => fields.get(field));
  return { version: { name, architecture, version }, sizes: { installed: numberIn(fields.get('Installed-Size')) * 1024, download: numberIn(fields.get('Size')) } };
}

export function totalOf(sizes: readonly Sizes[]): Sizes {
  return { installed: sizes.reduce((sum, size) => sum + size.installed, 0), download: sizes.reduce((sum, size) => sum + size.download, 0) };
}

/** Written by whoever made the package. */
function numberIn(text: string | undefined): number {
  return /^\d{1,15}$/.test(text ?? '') ? Number(text) : 0;
}
