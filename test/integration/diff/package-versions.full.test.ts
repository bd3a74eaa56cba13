// The .deb over an older and a newer one of itself, with real apt on each suite: what the administrator wrote stays.
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { start } from '../../testbed/hosts/boot.ts';
import { preparePlain, type PlainKind } from '../../testbed/hosts/plain.ts';
import { SUITES, type Suite } from '../../testbed/hosts/rootfs.ts';
import { productDeb } from '../guarded-host.ts';

const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8')) as { version: string };
const OLDER = '0.0.9';
const FRAGMENT = '/etc/apt/apt.conf.d/zz-apt-image-based';
/** As somebody upgrades who was asked nothing; what dpkg says is not looked at. */
const APT = 'quietly() { apt-get -qq -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold "$@" >/dev/null; }';

let folder: string;
let older: string;

/** The same package under an older version, with another fragment and a file that the newer one does not have. */
function repack(deb: string): string {
  const tree = join(folder, 'tree');
  const output = join(folder, 'older.deb');
  execFileSync('dpkg-deb', ['--raw-extract', deb, tree]);
  const control = join(tree, 'DEBIAN/control');
  writeFileSync(control, readFileSync(control, 'utf8').replace(/^Version: .*$/m, `Version: ${OLDER}`));
  appendFileSync(join(tree, FRAGMENT), '// of the older version\n');
  writeFileSync(join(tree, 'usr/libexec/apt-image-based/gone'), '');
  execFileSync('dpkg-deb', ['--root-owner-group', '-Zgzip', '-z1', '--build', tree, output], { stdio: 'ignore' });
  rmSync(tree, { recursive: true });
  return output;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'package-versions-'));
  older = repack(productDeb());
}, 120_000);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function open(suite: Suite, kind: PlainKind, install: readonly string[]): Promise<{ run: (job: string) => Promise<string>; remove: () => Promise<void> }> {
  const { machine, remove } = await preparePlain({ suite, kind, install });
  const env = { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };
  const binds = [[older, '/run/older.deb'], [productDeb(), '/run/newer.deb']] as const;
  const run = async (job: string): Promise<string> => {
    const { code, stdout, stderr } = await start(machine, { job: `set -e\n${APT}\n${job}`, env, binds });
    if (code !== 0) throw new Error(`exit ${String(code)}\n${stdout}${stderr}`);
    return stdout;
  };
  return { run, remove };
}

const STATE = "dpkg-query -W -f '${db:Status-Abbrev}${Version} ' apt-image-based; apt-get check -qq; dpkg --audit; usr-overlay --version | cut -d ' ' -f 2";

describe.each(SUITES)('%s', (suite) => {
  let host: Awaited<ReturnType<typeof open>>;

  beforeAll(async () => {
    host = await open(suite, 'writable', []);
  }, 300_000);

  afterAll(() => host.remove(), 60_000);

  test("upgrade: everything is the newer version's", async () => {
    await host.run(`quietly install /run/older.deb; grep -q older ${FRAGMENT}`);
    expect(await host.run(`quietly install /run/newer.deb; ${STATE}; dpkg --verify apt-image-based; ls /usr/libexec/apt-image-based`)).toBe(`ii ${version} ${version}\nafter\nbin\ncan-compile\nhook\nplan\nunjudged\nusr-overlay\n`);
    expect(await host.run(`grep older ${FRAGMENT} || :; ls /etc/apt/apt.conf.d /etc/dpkg/dpkg.cfg.d | grep dpkg- || :`)).toBe('');
  }, 120_000);

  test('downgrade', async () => {
    expect(await host.run(`quietly install --allow-downgrades /run/older.deb; ${STATE}; ls /usr/libexec/apt-image-based/gone`)).toBe(`ii ${OLDER} ${version}\n/usr/libexec/apt-image-based/gone\n`);
  }, 120_000);

  test('what the administrator wrote outlives an upgrade, a removal and a reinstallation', async () => {
    await host.run(`echo '// mine' >>${FRAGMENT}; touch /etc/apt-image-based/off; systemctl -q enable usr-overlay.service; quietly install /run/newer.deb; quietly remove apt-image-based; apt-get check -qq; quietly install /run/newer.deb`);
    expect(await host.run(`${STATE}; tail -n 1 ${FRAGMENT}; ls /etc/apt-image-based; systemctl is-enabled usr-overlay.service`)).toBe(`ii ${version} ${version}\n// mine\noff\nenabled\n`);
  }, 120_000);

  test('a purge takes its records along, and leaves nothing that dpkg or apt still reads', async () => {
    const traces = 'ls -d /var/lib/apt-image-based /etc/apt/apt.conf.d/*apt-image* /etc/dpkg/dpkg.cfg.d/*apt-image* 2>/dev/null';
    expect(await host.run(`mkdir -p /var/lib/apt-image-based/doctor; quietly purge apt-image-based; apt-get check -qq; ${traces} || :; find /etc/systemd /var/lib/systemd -name '*usr-overlay*'`)).toBe('');
  }, 120_000);
});

test.each(SUITES)('%s: upgraded in an overlay, it takes the overlay off, and the older one is there again', async (suite) => {
  const { run, remove } = await open(suite, 'read-only-bind', [older]);
  try {
    const seen = await run(`usr-overlay up >/dev/null; quietly install /run/newer.deb; ${STATE}; usr-overlay down >/dev/null; ${STATE}`);
    expect(seen).toBe(`ii ${version} ${version}\nii ${OLDER} ${version}\n`);
    const purged = await run('usr-overlay up >/dev/null; quietly purge apt-image-based; ls /var/lib/apt-image-based');
    expect(purged).toContain('open');
  } finally {
    await remove();
  }
}, 300_000);
