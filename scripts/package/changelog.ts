// This file turns CHANGELOG.md into Debian's and rpm's form: one stanza per version, one bullet per entry.

/** `epoch` (seconds since 1970) dates what is not released yet. Throws where the version to be packaged has no entry. */
export function debianChangelog(markdown: string, name: string, version: string, epoch: number): string {
  const stanzas = released(markdown).map((section) => stanza(section, name, epoch));
  if (!stanzas[0]?.startsWith(`${name} (${version})`)) throw new Error(`CHANGELOG.md does not begin with ${version}`);
  return stanzas.join('\n');
}

/** Returns the newest version in the form of a spec file's %changelog. */
export function rpmChangelog(markdown: string, epoch: number): string {
  const [section = ''] = released(markdown);
  const [, version = ''] = /^\[([^\]]+)\]/.exec(section) ?? [];
  const [weekday, day, month, year] = new Date(epoch * 1000).toUTCString().replace(',', '').split(' ');
  return [`* ${[weekday, month, day, year].join(' ')} ${maintainer} - ${version}-1`, ...bullets(section).map((text) => `- ${text.replaceAll('%', '%%')}`)].join('\n');
}

/** Keep a Changelog collects what comes next under [Unreleased]; no package has it yet. */
function released(markdown: string): string[] {
  return markdown.split(/^## /m).slice(1).filter((section) => !section.startsWith('[Unreleased]'));
}

export const maintainer = 'apt-image-based maintainers <maintainers@users.noreply.github.com>';

function stanza(section: string, name: string, epoch: number): string {
  const [heading = '', ...lines] = section.split('\n');
  const [, version = '', date = ''] = /^\[([^\]]+)\] - (\S+)/.exec(heading) ?? [];
  const moment = /^\d{4}-\d\d-\d\d$/.test(date) ? new Date(`${date}T12:00:00Z`) : new Date(epoch * 1000);
  const body = bullets(lines.join('\n')).map(wrap);
  return `${name} (${version}) unstable; urgency=medium\n\n${body.join('\n')}\n\n -- ${maintainer}  ${rfc2822(moment)}\n`;
}

// The kinds of Keep a Changelog (Added, Fixed ...) are not Debian's custom, and the entries say the same themselves.
function bullets(markdown: string): string[] {
  return [...markdown.matchAll(/^- (.*(?:\n {2}\S.*)*)/gm)].map(([, text = '']) => text.replace(/\s+/g, ' '));
}

function wrap(text: string): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trim();
    if (longer.length > 74) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return `  * ${lines.join('\n    ')}`;
}

// toUTCString gives RFC 2822 except for the zone.
function rfc2822(date: Date): string {
  return date.toUTCString().replace('GMT', '+0000');
}
