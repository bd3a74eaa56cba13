// An overlay of 20 MB and a package of 40: refused while there is nothing to undo, and installed where there is room.
import { expect, it } from '@jest/globals';
import { openGuardedHost } from '../guarded-host.ts';
import { quick, rows } from '../scope.ts';
import { SAY } from './overlay-plan.ts';

const LINE = 'error: this needs 40M of room in /usr and 16M to spare, and its overlay has 20M, refusing to operate. See `man apt-image-based` for more information.';
const HINTS = `hint: \`usr-overlay down\` drops this overlay and all that is in it; \`usr-overlay up --backend native --size 71M\` puts on one that is large enough
hint: \`larger-than-room = true\` below \`[allow]\` in /etc/apt-image-based/config.toml lets it through
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
    const stay = 'hint: your edits in /etc and data in /var are kept, but for /etc/alternatives, /etc/pam.d, /etc/apt/apt.conf.d, /etc/dpkg/dpkg.cfg.d';
    expect(installed.stdout.replace(/^notice: \/usr is writable only .*$/gm, 'NOTICE')).toBe(
      `small 0\nNOTICE\n${stay}; 20M of room left in /usr, of which this takes 4.0K (0 upgraded, 1 installed, 0 removed)\ndownload 0\n` +
        `file 2\n${LINE}\n${HINTS}local 100\n${LINE}\n${HINTS}down 0\nup 0\n` +
        `big 0\nNOTICE\n${stay}; 71M of room left in /usr, of which this takes 40M (0 upgraded, 1 installed, 0 removed)\ntiny-big 1.0\nclean\n`,
    );
  } finally {
    await host.remove();
  }
}, 300_000);
