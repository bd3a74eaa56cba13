// Every hint of a refusal is pasted on the very host that gave it, in order, and works.
import { expect, it } from '@jest/globals';
import { onHost } from '../guarded-host.ts';
import { rows } from '../scope.ts';

/** The commands in the hints, as a reader takes them: what stands between backquotes. The manual's and a Containerfile's are not for here. */
const PASTE = `
apt-get -y install tiny-install >/run/out 2>/run/err; echo "exit $?"
grep -c '^hint: ' /run/err
sed -n 's/^hint: //p' /run/err | grep -o '\`[^\`]*\`' | tr -d '\`' | grep -vE '^(RUN |--|man$|bootc |ostree |usr-overlay help)' >/run/commands
while read -r command; do
  sh -c "$command" >/run/pasted 2>&1 </dev/null || { echo "FAILED: $command"; cat /run/pasted; }
done </run/commands
test -w /usr && echo writable
`;

/** Where the hints lead to a /usr that can be written, and how many there are. */
const LEADS_TO_WRITABLE: [state: string, variants: ('trixie' | 'forky-composefs')[]][] = [
  ['locked', ['trixie', 'forky-composefs']],
  ['unlock-transient', ['trixie', 'forky-composefs']],
  ['stale-state', ['trixie', 'forky-composefs']],
  ['sysext', ['trixie', 'forky-composefs']],
  ['unlock-sysext', ['trixie']],
  ['read-only-bind', ['trixie']],
  ['erofs', ['trixie']],
  ['sysext-plain', ['trixie']],
  ['root-read-only', ['trixie']],
  ['root-and-usr-read-only', ['trixie']],
  ['appliance', ['trixie']],
  ['etc-on-disk', ['trixie']],
  ['usr-link', ['trixie']],
  ['mounts-below-usr', ['trixie']],
];

const CASES = LEADS_TO_WRITABLE.flatMap(([state, variants]) => variants.map((variant) => [state, variant] as const));
const QUICK = new Set(['locked trixie', 'unlock-transient forky-composefs', 'sysext forky-composefs', 'unlock-sysext trixie', 'read-only-bind trixie']);

it.each(rows(CASES, ([state, variant]) => QUICK.has(`${state} ${variant}`)))('%s on %s: pasted, /usr is writable', async (state, variant) => {
  const { stdout } = await onHost({ variant, state }, PASTE);
  expect(stdout).toMatch(/^exit 100\n[12]\nwritable\n$/);
}, 300_000);

it.each(['locked', 'unlock-transient'])("%s: the first hint is the user's own command, which does just that", async (state) => {
  const { stdout } = await onHost(
    { variant: 'trixie', state },
    `${PASTE}
     head -n 1 /run/commands; usr-overlay down; sh -c "$(head -n 1 /run/commands)" >/dev/null 2>&1; tiny-install; test -w /usr || echo read-only`,
  );
  expect(stdout).toMatch(/\nusr-overlay run apt-get -y install tiny-install\n[^]*\ntiny-install 1\.0\nread-only\n$/);
}, 300_000);

it.each(['container-read-only', 'fs-error'])('%s: no hint sends to a command that fails, none to usr-overlay', async (state) => {
  const { stdout } = await onHost({ variant: 'trixie', state }, `${PASTE}\ngrep -c usr-overlay /run/commands`);
  expect(stdout).toMatch(/^exit 100\n[12]\n(writable\n)?0\n$/);
}, 300_000);

it('old-namespace: the shell that the hint opens sees the writable /usr', async () => {
  const { stdout } = await onHost(
    { variant: 'trixie', state: 'old-namespace' },
    `apt-get -y install tiny-install 2>&1 >/dev/null | sed -n 's/^hint: //p' | grep -o '\`[^\`]*\`' | tr -d '\`' | head -n 1 >/run/command
     echo 'test -w /usr && echo writable' | sh -c "$(cat /run/command)"`,
  );
  expect(stdout).toBe('writable\n');
}, 300_000);
