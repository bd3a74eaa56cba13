// dnf's own published cases for a read-only /usr (rpm-software-management/ci-dnf-stack, dnf-bootc/transient.feature), as behaviours
// and with the guard installed: what dnf refuses, the guard has refused before it; what `--transient` opens stays open.
//
// What does not apply:
// - Debian 12's dnf 4.14 knows none of it; what the guard does there is in `npm run campaign -- matrix --manager dnf`.
// - D2's line in the history: Debian 13's libdnf 0.74 stores no persistence, nor does dnf 5.
// - D6 and D7, paths that are protected from drift: since dnf 4.24 and 5.4.3, and so not in Debian 13.
// - "No message" of D9 is about dnf's own; ours is the notice.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ensureBootcStandIn } from '../../testbed/stand-in/bootc-stand-in.ts';
import { findState } from '../../testbed/hosts/states.ts';
import { findVariant } from '../../testbed/hosts/variants.ts';
import { openDnfHost, type DnfHost } from '../dnf-host.ts';
import { productDeb } from '../guarded-host.ts';

/** `tell NAME COMMAND…`: the exit code, and those sentences of dnf's and ours that the cases are about. */
const LIBRARY = `
SENTENCES='read-only /usr detected|configured to be read-only|ersistent transactions aren|A transient overlay will be created|would modify the following paths|^notice: /usr is on a temporary overlay|Persistence *: .*'
tell() { echo "== $1"; shift; "$@" </dev/null >/run/out 2>&1; echo "exit $?"; grep -oE "$SENTENCES" /run/out; }
here() { for path; do if [ -e "$path" ]; then echo "$path"; else echo "no $path"; fi; done; }
unlocked() { ostree admin status | grep -o 'Unlocked: .*' || echo locked; }
`;

const JOBS = (dnf: string): string[] => [
  `
mkdir -p /etc/dnf/usr-drift-protected-paths.d; echo /etc/rpm-etc.conf >/etc/dnf/usr-drift-protected-paths.d/testbed.conf
tell D1 ${dnf} -y install rpm-install; here /usr/bin/rpm-install; unlocked
tell D12 ${dnf} -y --setopt=persistence=persist install rpm-install; here /usr/bin/rpm-install
tell D2 ${dnf} -y install --transient rpm-install; here /usr/bin/rpm-install
tell history ${dnf} history info last
tell D3 touch /usr/bin/by-hand; unlocked; usr-overlay status --json | grep -oE '"(accessMode|persistence)": .*'
tell D4 ${dnf} -y install --transient rpm-second; here /usr/bin/rpm-second
tell D5 ${dnf} -y install rpm-grouped; here /usr/bin/rpm-grouped
tell D6 ${dnf} -y install --transient rpm-etc; here /etc/rpm-etc.conf
tell D7 ${dnf} -y --setopt=usr_drift_protected_paths= install --transient rpm-etc; here /etc/rpm-etc.conf
`,
  `
tell D8 true; here /usr/bin/rpm-install /usr/bin/rpm-etc /etc/rpm-etc.conf; unlocked
printf '[main]\\npersistence=transient\\n' >/run/dnf.conf
tell D11 ${dnf} --config=/run/dnf.conf -y install rpm-spare; here /usr/bin/rpm-spare; test -w /usr || echo read-only
`,
  `
usr-overlay >/dev/null
tell D9 ${dnf} -y install rpm-grouped; here /usr/bin/rpm-grouped
tell removed ${dnf} -y remove rpm-grouped; here /usr/bin/rpm-grouped
tell D10 ${dnf} -y install --transient rpm-grouped; here /usr/bin/rpm-grouped; unlocked
`,
];

const REFUSED = 'exit 1\nread-only /usr detected\n';
const WARNED = 'exit 0\nA transient overlay will be created\n';
const NOTICED = 'exit 0\nnotice: /usr is on a temporary overlay\n';

describe.each([
  { dnf: 'dnf4', variant: 'trixie', hasDrift: false, hasHistory: false },
  { dnf: 'dnf4', variant: 'forky', hasDrift: true, hasHistory: true },
  { dnf: 'dnf5', variant: 'forky', hasDrift: true, hasHistory: false },
])('$dnf on $variant', ({ dnf, variant, hasDrift, hasHistory }) => {
  let host: DnfHost;
  let said = '';

  beforeAll(async () => {
    // dnf 5 asks bootc for its --transient.
    host = await openDnfHost(findState('locked'), findVariant(variant), [productDeb(), ...(dnf === 'dnf5' ? [await ensureBootcStandIn()] : [])]);
    for (const job of JOBS(dnf)) said += (await host.run(`${LIBRARY}${job}`)).stdout;
    said += '== ';
  }, 600_000);
  afterAll(() => host.remove(), 60_000);

  it.each([
    ['D1: an installation on a locked host is refused', 'D1', `${REFUSED}no /usr/bin/rpm-install\nlocked\n`],
    ['D2: --transient warns and installs', 'D2', `${WARNED}/usr/bin/rpm-install\n`],
    ...(hasHistory ? [['D2: the history calls it transient', 'history', 'exit 0\nPersistence    : Transient\n'] as const] : []),
    ['D3: after it the overlay is there, and /usr is not writable', 'D3', 'exit 1\nUnlocked: transient\n"accessMode": "readOnly",\n"persistence": "transient",\n'],
    ['D4: a second --transient does not warn', 'D4', 'exit 0\n/usr/bin/rpm-second\n'],
    ['D5: without the option it is refused all the same', 'D5', `${REFUSED}no /usr/bin/rpm-grouped\n`],
    ...(hasDrift
      ? [
          ['D6: a protected path outside of /usr is refused', 'D6', 'exit 1\nwould modify the following paths\nno /etc/rpm-etc.conf\n'] as const,
          ['D7: with no path protected it is not', 'D7', 'exit 0\n/etc/rpm-etc.conf\n'] as const,
        ]
      : []),
    ['D8: a reboot takes what is in /usr and leaves what is in /etc', 'D8', 'exit 0\nno /usr/bin/rpm-install\nno /usr/bin/rpm-etc\n/etc/rpm-etc.conf\nlocked\n'],
    ['D9: in a writable overlay it installs, after our notice', 'D9', `${NOTICED}/usr/bin/rpm-grouped\n`],
    ['D9: and removes', 'removed', `${NOTICED}no /usr/bin/rpm-grouped\n`],
    ['D10: --transient does not warn there', 'D10', `${NOTICED}/usr/bin/rpm-grouped\nUnlocked: development\n`],
    ['D11: persistence=transient in the configuration is as good as the option', 'D11', `${WARNED}/usr/bin/rpm-spare\nread-only\n`],
    ['D12: persistence=persist is refused', 'D12', `${REFUSED}no /usr/bin/rpm-install\n`],
  ] as const)('%s', (_title, name, expected) => {
    expect(new RegExp(`^== ${name}\\n([^]*?)^== `, 'm').exec(said)?.[1] ?? `none in: ${said}`).toBe(expected);
  });
});
