// This file replaces the npm package string-width in the bundle, which compiles Unicode's emoji tables into regular expressions when it
// is loaded: 31 of the 76 ms of `usr-overlay --version`. yargs needs it only for help texts, and ours have no emoji or wide characters.
import { stripVTControlCharacters } from 'node:util';

export default function stringWidth(text: string): number {
  return [...stripVTControlCharacters(text)].length;
}
