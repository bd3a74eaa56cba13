// Configuration files on a real locked host, from the file to what it does; each variant is one boot.
import { describe, expect, it } from '@jest/globals';
import { REFUSAL } from '../../../src/guard/words/refusal.ts';
import { onHost } from '../guarded-host.ts';
import { quick, rows } from '../scope.ts';

const NAME = '/etc/apt-image-based/config.toml';
const REFUSED = 'refuse: /usr belongs to the image that this host was booted from, and is read-only';
const OFF = 'allow: the guard was switched off by the administrator';
const WRONG = `${NAME}, line 2: policy: must be one of "refuse", "off"`;
const STOPPED = `error: ${WRONG}; nothing was done. For the keys and their values: \`usr-overlay help apt-image-based.toml\``;
const warned = (reason: string): string => `warning: ${NAME}: ${reason}; using the default`;

const FUNCTIONS = `
exec 2>&1
etc=/etc/apt-image-based; f=$etc/config.toml
ask() { apt-get -y install "$1" >/dev/null 2>/run/err; echo "exit $?"; grep -v '^E:\\|^W:\\|^hint:\\|^note: without\\|^debconf:' /run/err; }
check() { usr-overlay check 2>&1 | head -n 1; }
`;

/** Each leaves the host as it found it, and no file. */
const STORIES = [
  quick([
    'message and documentation',
    `printf '%s\\n' 'message = "Ask \\u001b[1mus.\\nWe help."' 'documentation = "https://wiki.example"' >$f
     ask tiny-install; tail -n 3 /run/err | head -n 1; usr-overlay check --explain | grep -A 1 configuration; rm $f`,
    `exit 100
${REFUSAL}
Ask ?[1mus.
We help.
documentation: https://wiki.example
documentation: https://wiki.example
configuration:  policy refuse, from ${NAME}
Ask ?[1mus.
`,
  ]),
  quick([
    'policy off',
    `echo 'policy = "off"' >$f; ask tiny-etc-only; usr-overlay check; apt-get -qq -y purge tiny-etc-only >/dev/null 2>&1; rm $f`,
    `exit 0\n${OFF}\n`,
  ]),
  quick([
    'a wrong key stops what acts by it, and nothing else',
    `printf '\\npolicy = "warn"\\n' >$f; ask tiny-install; usr-overlay up; echo $?; usr-overlay run true; echo $?; usr-overlay up --dry-run >/dev/null 2>&1; echo $?
     usr-overlay down; echo $?; usr-overlay status --json 2>&1 >/dev/null; as_user usr-overlay check >/dev/null 2>/run/err; echo $?; cat /run/err; usr-overlay help apt-image-based 2>&1 >/dev/null; rm $f`,
    `exit 100
${REFUSAL}
warning: ${WRONG}; using the default
${STOPPED}
78
${STOPPED}
78
78
warning: ${WRONG}; using the default
No overlay is on /usr, so there is nothing to remove.
0
warning: ${WRONG}; using the default
10
warning: ${WRONG}; using the default
`,
  ]),
  [
    'config.d, in its order',
    `mkdir $etc/config.d; echo 'policy = "off"' >$f; echo 'policy = "refuse"' >$etc/config.d/10.toml; echo 'policy = "off"' >$etc/config.d/.20.toml; echo 'policy = "off"' >$etc/config.d/20.toml.bak; check
     echo 'policy = "off"' >$etc/config.d/30.toml; check; rm -r $etc/config.d $f`,
    `${REFUSED}\n${OFF}\n`,
  ],
  [
    'a captured host is judged by its own',
    `echo 'policy = "off"' >$f; usr-overlay report /run/host >/dev/null; rm $f; as_user usr-overlay check --from /run/host; check`,
    `${OFF}\n${REFUSED}\n`,
  ],
  [
    'owner, mode, kind and size of a file',
    `echo 'policy = "off"' >$f; chmod 666 $f; check; chmod 644 $f; chown 1000 $f; check; chown 0 $f; mv $f /run/own.toml; mkfifo $f; check; rm $f; mkdir $f; check; rmdir $f
     head -c 16385 /dev/zero >$f; check; ln -sf /run/own.toml $f; check; ln -sf /dev/null $f; check; ln -sf /nowhere $f; check; rm $f; chmod 600 /run/own.toml; mv /run/own.toml $f; as_user usr-overlay check 2>&1 | head -n 1; rm $f`,
    `${warned('is writable by users other than root')}
${warned('does not belong to root')}
${warned('is not a regular file')}
${warned('is not a regular file')}
${warned('is larger than 16 KiB')}
${OFF}
${warned('is not a regular file')}
${REFUSED}
${warned('cannot be read: permission denied')}
`,
  ],
  [
    'the defaults of up and run',
    `mkdir -p /srv/data; printf '%s\\n' '[overlay]' 'backend = "native"' 'size = "64M"' 'follow = ["/srv/data", "/srv/gone"]' >$f
     usr-overlay up --dry-run --verbose --no-follow --size 32M 2>&1 | sed -n '1p; /^note: /p'; usr-overlay up --dry-run --verbose --backend auto 2>&1 | grep -oE 'overlay on /var/srv/data|ostree admin unlock|64M|^note: /srv'
     usr-overlay 2>&1; touch /srv/data/new; usr-overlay status --json | grep -E '"backend"|/srv'; findmnt -no SIZE /run/apt-image-based/storage | tr -d ' '; usr-overlay down >/dev/null; ls /srv/data
     usr-overlay run sh -c 'findmnt -no SIZE /run/apt-image-based/storage | tr -d "[:blank:]"; touch /usr/bin/probe && echo written'; usr-overlay down >/dev/null; rm $f`,
    `1. mount a tmpfs for root alone on /run/apt-image-based/storage, of 32M at most
note: the package database is left out: after the reboot it will still list what you install now
overlay on /var/srv/data
ostree admin unlock
note: /srv
A read/write overlayfs is now mounted on /usr
All changes there will be discarded on reboot.
note: /srv/gone gets no overlay: it is not there
    "backend": "native",
    "/var/srv/data"
64M
note: the overlay on /usr stays until the next reboot. To remove it: \`usr-overlay down\`
note: /srv/gone gets no overlay: it is not there
64M
written
`,
  ],
  [
    'storage, and the margin that a plan must leave there',
    `mkdir /var/scratch; printf '%s\\n' 'space-margin = "999999G"' '[overlay]' 'backend = "native"' 'storage = "/var/scratch"' >$f
     usr-overlay >/dev/null; usr-overlay status --json | grep -o '"upperdir": "/var/scratch/'; apt-get -y install tiny-install 2>&1 >/dev/null | grep -o ' must stay free'; sed -i 1d $f; ask tiny-install | head -n 1; usr-overlay down >/dev/null; rm -r /var/scratch $f`,
    `"upperdir": "/var/scratch/\n must stay free\nexit 0\n`,
  ],
  [
    "a distribution's file, and the administrator's over it",
    `usr-overlay >/dev/null; mkdir -p /usr/lib/apt-image-based; echo 'policy = "off"' >/usr/lib/apt-image-based/config.toml; ask tiny-install; apt-get -qq -y purge tiny-install >/dev/null 2>&1
     echo 'polcy = 1' >$f; check; echo 'policy = "refuse"' >$f; ask tiny-install; usr-overlay check --explain | grep configuration; rm $f; usr-overlay down >/dev/null`,
    `exit 0
warning: ${NAME}, line 1: polcy: there is no such key; using the default
exit 0
notice: /usr is on a temporary overlay: changes are lost at the next reboot.
configuration:  policy refuse, from /usr/lib/apt-image-based/config.toml ${NAME}
`,
  ],
] as const;

describe.each(rows([quick('trixie'), 'bookworm', 'forky', 'forky-composefs']))('%s', (variant) => {
  it('the files do what the manual says', async () => {
    const stories = rows(STORIES);
    const { stdout } = await onHost({ variant, state: 'locked' }, [FUNCTIONS, ...stories.map(([name, job]) => `echo "== ${name}"\n${job}`)].join('\n'));
    expect(stdout).toBe(stories.map(([name, , output]) => `== ${name}\n${output}`).join(''));
  }, 300_000);
});
