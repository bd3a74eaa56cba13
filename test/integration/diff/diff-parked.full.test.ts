// `usr-overlay diff` where no overlay is on /usr: of a persistent one that is parked, and of overlays on single folders. With real apt.
import { expect, it } from '@jest/globals';
import { rows } from '../scope.ts';
import { onHost } from '../persist/persist-host.ts';

const FILES = ['A   32B /usr/bin/tiny-install', 'D   31B /usr/bin/tiny-remove', 'C  434B /usr/share/base-passwd/group.master (metadata)', 'A     - /usr/share/opaque/', 'A    5B /usr/share/opaque/file'];
const TOTALS = 'In the persistent overlay, which is not mounted: 3 added (37B), 1 changed (434B), 1 removed (31B)';

it.each(rows([['trixie', 'locked'], ['forky-composefs', 'locked']] as const))('%s, %s', async (variant, state) => {
  await onHost({ variant, state }, async (boot) => {
    await boot(`up >/dev/null; apt-get -y install tiny-install >/dev/null 2>&1; rm /usr/bin/tiny-remove; chmod 600 /usr/share/base-passwd/group.master; mkdir /usr/share/opaque; echo file >/usr/share/opaque/file; next_image`);
    const before = 'find $persistent -printf "%p %y %m %s %T@ %C@\\n" | sort | sha256sum >/run/before';
    const untouched = 'find $persistent -printf "%p %y %m %s %T@ %C@\\n" | sort | sha256sum | diff - /run/before && echo untouched';
    expect(await boot(`${before}; usr-overlay diff 2>/run/err; cut -c 1-40 /run/err; usr-overlay diff --packages; usr-overlay diff --containerfile 2>/dev/null; usr-overlay diff --json | tr ',' '\\n' | grep -c -e '"persistence":"persistent"' -e '"parked":"Debian' -e tiny-install; ${untouched}; ls /usr/bin/tiny-install 2>/dev/null`)).toEqual([
      ...FILES, '', TOTALS, 'note: the persistent overlay of Debian G', 'note: its layers are compared with the i', 'Installed:', '  tiny-install 1.0', '', '1 installed', 'RUN apt-get update && apt-get install -y --no-install-recommends tiny-install', '3', 'untouched',
    ]);
    expect(await boot(`usr-overlay up --only /usr/local --persist >/dev/null; usr-overlay up --only /usr/share/doc >/dev/null; echo tool >/usr/local/bin/tool; rm -rf /usr/share/doc/tiny-remove; mkdir -p /usr/share/doc/new; usr-overlay diff 2>/dev/null | grep -v base-; usr-overlay down >/dev/null; usr-overlay diff; usr-overlay diff --packages 2>&1; usr-overlay down --only /usr/local >/dev/null; usr-overlay down --only /usr/share/doc >/dev/null; usr-overlay diff 2>&1`)).toEqual([
      ...FILES.filter((line) => !line.includes('base-')), 'A    5B /usr/local/bin/tool', 'A     - /usr/share/doc/new/', '', TOTALS,
      'In the persistent overlay on /usr/local: 1 added (5B), 0 changed (0B), 0 removed (0B)', 'Discarded at the next reboot with the overlay on /usr/share/doc: 1 added (0B), 0 changed (0B), 0 removed (0B)',
      'A    5B /usr/local/bin/tool', 'A     - /usr/share/doc/new/', '',
      'In the persistent overlay on /usr/local: 1 added (5B), 0 changed (0B), 0 removed (0B)', 'Discarded at the next reboot with the overlay on /usr/share/doc: 1 added (0B), 0 changed (0B), 0 removed (0B)',
      'error: no overlay is on /usr. For what the last one installed: `usr-overlay diff --packages --last`', 'error: no overlay is on /usr. For what the last one installed: `usr-overlay diff --packages --last`',
    ]);
  });
}, 600_000);
