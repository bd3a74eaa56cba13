// An overlay of 20 MB and a package of 40: refused while there is nothing to undo, and installed where there is room.
import { expect, it } from '@jest/globals';
import { openGuardedHost } from '../guarded-host.ts';
import { quick, rows } from '../scope.ts';
import { SAY } from './overlay-plan.ts';

const LINE = 'error: this needs 40M, but only 20M is free in /usr, and 16M of that must stay free, refusing to operate. See `man apt-image-based` for more information.';
const HINTS = `hint: for a larger overlay, without what is in this one: \`usr-overlay down && usr-overlay up --backend native --size 71M\`
hint: to allow it, below \`[allow]\` in /etc/apt-image-based/config.toml: \`larger-than-room = true\`
`;

it.each(rows(['bookworm', quick('trixie'), 'forky', 'forky-composefs']))('%s: refused before the download, with both figures and what makes room', async (variant) => {
  const host = await openGuardedHost({ variant, state: 'locked' });
  try {
    const refused = await host.run(`${SAY}
usr-overlay up --backend native --size 20M >&2; cp -a /var/lib/dpkg/status /run/status
say install apt-get -y install tiny-big
say simulation apt-get -s install tiny-big
cmp /var/lib/dpkg/status /run/status && dpkg --audit && echo clean`);
    expect(refused.stdout).toBe(`install 100\n${LINE}\n${HINTS}simulation 0\nclean\n`);
    expect(host.bytesFetched()).toBe(0);

    const installed = await host.run(`${SAY}
usr-overlay up --backend native --size 20M >&2
say small apt-get -y install tiny-install; say download apt-get -y --download-only install tiny-big
say file dpkg -i /var/cache/apt/archives/tiny-big_1.0_all.deb; say local apt-get -y install /var/cache/apt/archives/tiny-big_1.0_all.deb
say down usr-overlay down; say up usr-overlay up --backend native --size 71M
say big apt-get -y install tiny-big; tiny-big; dpkg --audit && echo clean`);
    const stay = 'hint: your edits in /etc and data in /var are kept, except in /etc/alternatives, /etc/pam.d, /etc/apt/apt.conf.d, /etc/dpkg/dpkg.cfg.d';
    expect(installed.stdout.replace(/^notice: \/usr is on a temporary .*$/gm, 'NOTICE')).toBe(
      `small 0\nNOTICE\n${stay}\nhint: this needs 4.0K of the 20M free in /usr; 1 to install\ndownload 0\n` +
        `file 2\n${LINE}\n${HINTS}local 100\n${LINE}\n${HINTS}down 0\nup 0\n` +
        `big 0\nNOTICE\n${stay}\nhint: this needs 40M of the 71M free in /usr; 1 to install\ntiny-big 1.0\nclean\n`,
    );
  } finally {
    await host.remove();
  }
}, 300_000);
