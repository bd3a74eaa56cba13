// A command whose only purpose is to repair the package database. In an overlay its repair is lost with it.

/** `dpkg --configure -a`, `apt-get -f install` and `apt --fix-broken install`, with no package asked for. */
export function isRepair([program = '', ...words]: readonly string[]): boolean {
  if (/(^|\/)dpkg$/.test(program)) return words.includes('--configure');
  if (!/(^|\/)apt(-get)?$/.test(program)) return false;
  const named = words.filter((word) => !word.startsWith('-'));
  return named.length === 1 && named[0] === 'install' && words.some((word) => word === '--fix-broken' || /^-[a-z]*f[a-z]*$/.test(word));
}
