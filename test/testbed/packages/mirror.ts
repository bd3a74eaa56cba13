// Asks the machine's apt where its packages come from: no mirror's address is written down in this repository.
import { readFileSync } from 'node:fs';
import { command } from '../command.ts';

export async function debianMirror(): Promise<string> {
  const codename = /^VERSION_CODENAME=(.*)$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? '';
  const format = '$(REPO_URI) $(RELEASE) $(CODENAME)';
  const targets = await command('apt-get', ['indextargets', '--format', format, 'Created-By: Packages', 'Component: main']);
  const rows = targets.split('\n').map((line) => line.split(' ')).filter((row) => row[0]);
  // The suite itself before its -updates and -security companions, which live elsewhere and know no other suite.
  const row = rows.find((names) => names.slice(1).includes(codename)) ?? rows.find((names) => !names.join(' ').includes('security')) ?? rows[0];
  if (!row?.[0]) throw new Error('apt knows no Debian mirror here: look at /etc/apt/sources.list');
  return row[0];
}
