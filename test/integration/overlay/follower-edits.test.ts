// What somebody does by hand in the folders that follow the overlay, and what comes into it without any hook.
import { expect, it } from '@jest/globals';
import { openGuardedHost } from '../guarded-host.ts';

it('trixie: edits in followers are named, kept and restored, packages are found without hooks, and the alternatives of Fedora follow whole', async () => {
  const host = await openGuardedHost({ variant: 'trixie', state: 'locked' });
  try {
    const { stdout } = await host.run(`
for folder in /etc/alternatives-admindir /var/lib/alternatives; do mkdir -p $folder; printf 'auto\\n/usr/bin/mta\\n\\n/usr/bin/true\\n10\\n' >$folder/mta; done; ln -s /usr/bin/true /etc/alternatives/mta
usr-overlay up >/dev/null; cp /usr/bin/true /usr/bin/new-mta
for folder in /etc/alternatives-admindir /var/lib/alternatives; do printf 'manual\\n/usr/bin/mta\\n\\n/usr/bin/true\\n10\\n/usr/bin/new-mta\\n50\\n' >$folder/mta; done; ln -sfn /usr/bin/new-mta /etc/alternatives/mta
echo 'Acquire::Retries "7";' >/etc/apt/apt.conf.d/95retries; echo '# mine' >>/etc/pam.d/other; rm /etc/pam.d/chpasswd
chmod -x /usr/libexec/apt-image-based/after
apt-get -y install tiny-conffile >/dev/null 2>&1; grep -c tiny-conffile /var/lib/apt-image-based/open/record.json; usr-overlay status | grep -o '1 upgraded'; grep -c tiny-conffile /var/lib/apt-image-based/open/record.json
usr-overlay diff | grep 'by hand'; usr-overlay down --dry-run 2>&1 | grep -c '^note: .* in the overlay\\|^note: .* by hand'
usr-overlay down >/run/down 2>&1; sed -n 's/^note: //p' /run/down | cut -d: -f1
cat /etc/alternatives-admindir/mta /var/lib/alternatives/mta | grep -c new-mta; readlink /etc/alternatives/mta; ls /etc/pam.d/chpasswd; [ -e /etc/apt/apt.conf.d/95retries ] || echo gone
usr-overlay kept --restore /etc/apt/apt.conf.d/95retries >/dev/null; cat /etc/apt/apt.conf.d/95retries; usr-overlay kept --restore /etc/pam.d/other >/dev/null; tail -1 /etc/pam.d/other`);
    expect(stdout).toBe(`0
1 upgraded
1
C     - /etc/alternatives/mta (by hand)
D   92B /etc/pam.d/chpasswd (by hand)
C  527B /etc/pam.d/other (by hand)
A   22B /etc/apt/apt.conf.d/95retries (by hand)
4
/etc/pam.d/chpasswd was removed in the overlay, and is there again
/etc/pam.d/other was edited by hand, and a copy is kept. To restore it
/etc/apt/apt.conf.d/95retries was edited by hand, and a copy is kept. To restore it
/etc/alternatives/mta was edited by hand, and a copy is kept. To restore it
0
/usr/bin/true
/etc/pam.d/chpasswd
gone
Acquire::Retries "7";
# mine
`);
  } finally {
    await host.remove();
  }
}, 300_000);
