// The package database of dpkg as text: https://man7.org/linux/man-pages/man5/deb.5.html tells of the states, dpkg(1) of their names.

/** The packages that a failed installation left broken: half-installed, or to be reinstalled. */
export function parseBroken(status: string): string[] {
  return status.split('\n\n').flatMap((paragraph) => {
    const isBroken = /^Status: \S+ (?:reinstreq \S+|\S+ half-installed)$/m.test(paragraph);
    const name = /^Package: (\S+)$/m.exec(paragraph)?.[1];
    return isBroken && name !== undefined ? [name] : [];
  });
}
