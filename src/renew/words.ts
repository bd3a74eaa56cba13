// This file says what a renewal is about to do, and what it did.

import type { Renewal } from './plan-renewal.ts';

const MANAGERS = { dpkg: 'apt-get', rpm: 'dnf' } as const;

/** Returns what happens once the overlay is there; `from` is the name of the image whose overlay is renewed. */
export function renewalLines(renewals: readonly Renewal[], from: string): string[] {
  const lines = renewals.flatMap(({ manager, install, missing, there }) => [
    ...(install.length > 0 ? [`Install with ${MANAGERS[manager]} what the persistent overlay of ${from} had: ${install.join(' ')}`] : []),
    ...(there > 0 ? [`${there === 1 ? 'One package is' : `${there} packages are`} in this image already, in the same version or a newer one.`] : []),
    ...missing.map(({ label, why }) => `Not installed again: ${label}: ${why}`),
  ]);
  return [...(lines.length > 0 ? lines : [`The persistent overlay of ${from} had no packages of its own.`]), `The layers of ${from} stay. To free their space: \`sudo usr-overlay down --parked\``];
}

export const RENEW_WORDS = {
  question: 'Proceed? [y/N] ',
  noTerminal: 'there is no terminal to ask at. To renew without a question: `usr-overlay up --persist --renew --yes`',
  declined: 'Nothing was changed.',
  noRecord: (from: string): string => `nothing tells which packages the persistent overlay of ${from} had. To make an empty one instead: \`usr-overlay down && usr-overlay up --persist\``,
  noLists: 'there are no package lists here; first run: `apt-get update`',
  noProgram: (program: string): string => `${program} is not installed`,
  nothing: 'All packages of the earlier overlay are there.',
  done: (labels: readonly string[]): string => `Installed: ${labels.join(' ')}`,
  ended: (line: string): string => `${line}; what is wrong stands in its messages above`,
  failed: (labels: readonly string[]): string => `not installed: ${labels.join(' ')}; the persistent overlay stays, and so do the layers of the last image. To try again: \`usr-overlay up --persist --renew\``,
  marks: (line: string): string => `these packages are now marked as asked for: ${line}`,
};
