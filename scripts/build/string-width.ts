// Stands in for the npm package string-width in the bundle. That one compiles Unicode's emoji tables into regular
// expressions when it is loaded: 31 of the 76 ms that `usr-overlay --version` took. yargs asks for the width of help texts
// only, and ours hold neither emoji nor double-width characters.
import { stripVTControlCharacters } from 'node:util';

export default function stringWidth(text: string): number {
  return [...stripVTControlCharacters(text)].length;
}
