// With the lists of Debian's main, on a core of which less and less is left: the same verdict, whatever the plan.
import { expect, it } from '@jest/globals';
import { openGuardedHost } from '../guarded-host.ts';
import { PERCENT } from '../percent.ts';
import { ensureRealLists, USE_REAL_LISTS } from '../../testbed/packages/real-lists.ts';

const RELEASE = `
mkdir -p /run/release/DEBIAN
printf 'Package: base-files\\nVersion: 99\\nArchitecture: amd64\\nMaintainer: x <x@example.org>\\nDescription: x\\n' >/run/release/DEBIAN/control
dpkg-deb --root-owner-group --build /run/release /run/release.deb >/run/out
verdict() { # PERCENT WORDS…
  share=$1; shift
  percent $share apt-get "$@" </dev/null >/run/out 2>/run/err
  echo "$? $(grep -oE '^(notice|warning|error: (read-only /usr|.* writes? to /boot|this upgrades the host|this needs))' /run/err | sed "s/error: .* writes\? to/error: X writes to/" | paste -sd ' ')"
}
`;

const LARGE = 'task-gnome-desktop task-kde-desktop';
const PLANS = ['install bash', 'install strace', 'install build-essential', `install ${LARGE}`, 'install linux-image-amd64', 'install --reinstall bash', 'satisfy bash', 'install /run/release.deb'];
const SHARES = [100, 40, 20, 10];

// Nothing can be downloaded there, so that what needs no answer fails after the notice.
const STATES: [title: string, prepare: string, verdicts: string[]][] = [
  ['locked', '', ['0', '100 error: read-only /usr', '100 error: read-only /usr', '100 error: read-only /usr', '100 error: read-only /usr', '100 error: read-only /usr', '0', '100 error: read-only /usr']],
  [
    'an overlay of 2 GB', 'usr-overlay up --backend native --size 2G >/run/out',
    ['0', '1 notice', '1 notice', '100 error: this needs', '100 error: X writes to /boot', '100 notice', '0', '100 error: this upgrades the host'],
  ],
];

it.each(STATES)('%s: no verdict goes by how fast the host is', async (_, prepare, verdicts) => {
  const host = await openGuardedHost({ variant: 'trixie', state: 'locked' });
  try {
    const rows = SHARES.flatMap((share) => PLANS.map((words) => `verdict ${String(share)} ${words}`)).join('\n');
    const lists = [await ensureRealLists('trixie'), '/run/lists'] as const;
    const { stdout } = await host.run(`${USE_REAL_LISTS}${PERCENT}${RELEASE}${prepare}\n${rows}`, { binds: [lists], timeout: 1_800_000 });
    const given = stdout.trimEnd().split('\n');
    const table = SHARES.flatMap((share, at) => PLANS.map((words, column) => `${String(share)} %, ${words}: ${(given[at * PLANS.length + column] ?? 'nothing').trimEnd()}`));
    expect(table).toEqual(SHARES.flatMap((share) => PLANS.map((words, column) => `${String(share)} %, ${words}: ${verdicts[column] ?? ''}`)));
  } finally {
    await host.remove();
  }
}, 2_000_000);
