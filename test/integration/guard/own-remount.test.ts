// The old recipe of ordinary hosts with a read-only /usr: the administrator's own DPkg::Pre-Invoke remounts it.
import { describe, expect, it } from '@jest/globals';
import { onHost } from '../guarded-host.ts';
import { quick, rows } from '../scope.ts';

const RECIPE = 'mount -o remount,rw /usr';
const CASES: [name: string, setup: string, install: string][] = [
  ['in a file that sorts before ours', `echo 'DPkg::Pre-Invoke { "${RECIPE}"; };' >/etc/apt/apt.conf.d/50remount`, 'apt-get -y install tiny-install'],
  ['in a file that sorts after ours', `echo 'DPkg::Pre-Invoke { "${RECIPE}"; };' >/etc/apt/apt.conf.d/zzz-remount`, 'apt-get -y install tiny-install'],
  ['given with -o', '', `apt-get -y -o 'DPkg::Pre-Invoke::=${RECIPE}' install tiny-install`],
];

describe.each(rows(['bookworm', quick('trixie'), 'forky']))('%s', (variant) => {
  it.each(CASES)('%s: an ordinary host is not refused', async (_, setup, install) => {
    const { stdout, stderr } = await onHost({ variant, state: 'read-only-bind' }, `${setup}\n${install}; echo "exit $?"; tiny-install`);
    expect(stderr).not.toMatch(/read-only \/usr|hint:/);
    expect(stdout).toMatch(/exit 0\ntiny-install 1\.0\n$/);
  }, 300_000);

  it('an image-based host is refused: the remount would write into the deployment', async () => {
    const [, setup, install] = CASES[0] as (typeof CASES)[0];
    const { stdout, stderr } = await onHost({ variant, state: 'locked' }, `${setup}\n${install}; echo "exit $?"; test -w /usr || echo read-only`);
    expect(stderr).toContain('read-only /usr detected');
    expect(stdout).toMatch(/exit 100\nread-only\n$/);
  }, 300_000);
});

it('the nightly upgrade runs where the hook is for /usr, and for no other place', async () => {
  const { stdout, stderr } = await onHost({ variant: 'trixie', state: 'read-only-bind' }, `
hook() { echo "DPkg::Pre-Invoke { \\"$1\\"; };" >/etc/apt/apt.conf.d/50remount; /usr/libexec/apt-image-based/hook timer apt; echo "$? $1"; }
hook '${RECIPE}'; hook 'mount -o remount,rw /boot'; hook 'mount -o remount,rw /boot; ${RECIPE}'; hook "sh -c 'mount -w -o remount /'"; hook 'MODE=rw; mount -o remount,$MODE $PLACE'; hook true
echo 'policy = "off"' >/etc/apt-image-based/config.toml; hook true; rm /etc/apt-image-based/config.toml
usr-overlay run true 2>/dev/null; hook '${RECIPE}'`);
  expect(stdout).toBe(`0 ${RECIPE}\n10 mount -o remount,rw /boot\n0 mount -o remount,rw /boot; ${RECIPE}\n0 sh -c 'mount -w -o remount /'\n0 MODE=rw; mount -o remount,$MODE $PLACE\n10 true\n10 true\n10 ${RECIPE}\n`);
  expect(stderr).toBe('');
}, 300_000);
