// What all ways come to: packages are refused, an overlay lets them in, and takes them away again.
import { NOTICE, REFUSAL } from '../../campaigns/machines/story/words.ts';
import type { Step } from '../../campaigns/machines/step.ts';
import { version } from '../../../scripts/paths.ts';

export const DEB = `apt-image-based_${version}_amd64.deb`;

export const installDeb: readonly Step[] = [
  { typed: 'apt-get update' },
  { typed: 'cd /tmp' },
  { typed: `apt-get install -y ./${DEB}`, sees: [`Setting up apt-image-based (${version})`] },
  { typed: 'usr-overlay check', sees: ['allow: /usr is writable'] },
];

/** The refusal is a line of its own, to the letter, and nothing is downloaded. */
export const refused = (installer: string, code: number, extra: readonly (string | RegExp)[] = []): Step => ({
  typed: installer,
  code,
  sees: [new RegExp(`^${literal(REFUSAL)}$`, 'm'), `\nhint: to do just this for now: \`usr-overlay run ${installer}\`\n`, ...extra],
  lacks: [/^Get:/m, 'Need to get', 'Downloading'],
});

export const overlayOn: Step = { typed: 'usr-overlay', sees: ['A read/write overlayfs is now mounted on /usr\nAll changes there will be discarded on reboot.\n'] };

export const installed = (installer: string): Step => ({ typed: installer, sees: [NOTICE] });

export const status = (backend: string, name: string): Step => ({
  typed: 'usr-overlay status',
  sees: [new RegExp(`^overlay: +${backend}, transient, read/write`, 'm'), new RegExp(`^packages: +\\d+ installed \\(.*\\b${name}\\b`, 'm')],
});

export const overlayOff: Step = { typed: 'usr-overlay down', sees: ['all changes made in it were discarded.'] };

export const stillRefused = (rule: string): Step => ({ typed: 'usr-overlay check', code: 10, sees: [`refuse: ${rule}`] });

/** On Debian, with a package whose program has its name. */
export function firstMinute(name: string, { backend, says }: { backend: string; says: string }): Step[] {
  const installer = `apt-get install -y ${name}`;
  const query = `command -v ${name} && dpkg-query -W ${name}`;
  return [
    refused(installer, 100),
    overlayOn,
    installed(installer),
    { typed: query, sees: [`/usr/bin/${name}\n${name}\t`] },
    status(backend, name),
    overlayOff,
    gone(name),
    stillRefused(says),
  ];
}

export const gone = (name: string): Step => ({ typed: `command -v ${name} || dpkg-query -W ${name}`, code: 1, says: `dpkg-query: no packages found matching ${name}` });

function literal(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
