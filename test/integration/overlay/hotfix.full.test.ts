// A hotfix cannot be taken off while it is booted: the command that `down` names is pasted, and the next boot has this image without it.
import { expect, it } from '@jest/globals';
import { openGuardedHost } from '../guarded-host.ts';
import { ensureBootcStandIn } from '../../testbed/stand-in/bootc-stand-in.ts';

const PASTE = `usr-overlay up --hotfix >/dev/null; touch /usr/lib/hot
usr-overlay down 2>/run/said; echo "down $?"; sed -n 's/.*run this and reboot: \`\\(.*\\)\`$/\\1/p' /run/said | tee /run/paste | sed 's/[0-9a-f]\\{64\\}/SUM/g'; sh -eu /run/paste >/dev/null 2>/run/err || cat /run/err`;

it.each([
  ['bookworm', false, 'ostree admin deploy --origin-file=/ostree/deploy/debian/deploy/SUM.1.origin SUM'],
  ['trixie', false, 'ostree admin set-default 1'],
  ['forky', false, 'ostree admin set-default 1'],
  ['trixie', true, 'bootc rollback'],
] as const)('%s, bootc %s: %s', async (variant, hasBootc, command) => {
  const host = await openGuardedHost({ variant, state: 'locked', install: hasBootc ? [await ensureBootcStandIn()] : [] });
  try {
    expect((await host.run(PASTE)).stdout).toBe(`down 69\n${command}\n`);
    const { stdout } = await host.run('test -w /usr || echo read-only; ls /usr/lib/hot 2>/dev/null; usr-overlay status | grep ^overlay; ostree admin status | grep -c "refspec: debian"; usr-overlay up --dry-run >/dev/null; echo "up $?"');
    expect(stdout).toMatch(/^read-only\noverlay: +none\n\d\nup 0\n$/);
  } finally {
    await host.remove();
  }
}, 600_000);
