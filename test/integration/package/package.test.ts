// The .deb's life on an ordinary host of each suite: installed, removed, reinstalled, purged, with real apt and dpkg.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { start, type JobResult } from '../../testbed/hosts/boot.ts';
import { ensureTinyRepository } from '../../testbed/packages/packages.ts';
import { preparePlain } from '../../testbed/hosts/plain.ts';
import { startRepository, type Repository } from '../../testbed/packages/repository.ts';
import { SUITES } from '../../testbed/hosts/rootfs.ts';
import { productDeb } from '../guarded-host.ts';
import { rows } from '../scope.ts';

const checkout = join(import.meta.dirname, '../../..');
const { version } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as { version: string };

// What must be there, with modes. Folders that a file below names need no line of their own.
const FILES = [
  '644 /etc/apt/apt.conf.d/10apt-image-based',
  '644 /etc/apt/apt.conf.d/zz-apt-image-based',
  '644 /etc/dpkg/dpkg.cfg.d/apt-image-based',
  '755 /etc/apt-image-based',
  '644 /etc/dnf/libdnf5-plugins/actions.d/apt-image-based.actions',
  '644 /etc/dnf/plugins/apt-image-based.conf',
  '755 /usr/bin/usr-overlay',
  '777 /usr/bin/usroverlay',
  '644 /usr/lib/python3/dist-packages/dnf-plugins/apt_image_based.py',
  '644 /usr/lib/systemd/system/apt-daily-upgrade.service.d/apt-image-based.conf',
  '644 /usr/lib/systemd/system/apt-image-based-persist-arrived.service',
  '644 /usr/lib/systemd/system/apt-image-based-persist-start.service',
  '644 /usr/lib/systemd/system/apt-image-based-persist.service',
  '644 /usr/lib/systemd/system/apt-image-based-put-back.service',
  '644 /usr/lib/systemd/system/apt-image-based-record.service',
  '644 /usr/lib/systemd/system/dnf-automatic-install.service.d/apt-image-based.conf',
  '644 /usr/lib/systemd/system/dnf-automatic.service.d/apt-image-based.conf',
  '644 /usr/lib/systemd/system/dnf5-automatic.service.d/apt-image-based.conf',
  '644 /usr/lib/systemd/system/usr-overlay-only.service',
  '644 /usr/lib/systemd/system/usr-overlay.service',
  '644 /usr/lib/systemd/system-preset/80-apt-image-based.preset',
  '777 /usr/lib/systemd/system/multi-user.target.wants/apt-image-based-persist-arrived.service',
  '777 /usr/lib/systemd/system/sysinit.target.wants/apt-image-based-persist-start.service',
  '777 /usr/lib/systemd/system/sysinit.target.wants/apt-image-based-persist.service',
  '777 /usr/lib/systemd/system/sysinit.target.wants/apt-image-based-put-back.service',
  '644 /usr/lib/tmpfiles.d/apt-image-based.conf',
  '755 /usr/libexec/apt-image-based/after',
  '755 /usr/libexec/apt-image-based/bin/usr-overlay',
  '755 /usr/libexec/apt-image-based/can-compile',
  '755 /usr/libexec/apt-image-based/hook',
  '755 /usr/libexec/apt-image-based/usr-overlay',
  '644 /usr/share/bash-completion/completions/usr-overlay',
  '777 /usr/share/bash-completion/completions/usroverlay',
  '644 /usr/share/doc/apt-image-based/changelog.gz',
  '644 /usr/share/doc/apt-image-based/copyright',
  ...['check', 'diff', 'holders', 'status'].map((name) => `644 /usr/share/doc/apt-image-based/${name}.schema.json`),
  '644 /usr/share/fish/vendor_completions.d/usr-overlay.fish',
  '777 /usr/share/fish/vendor_completions.d/usroverlay.fish',
  '644 /usr/share/lintian/overrides/apt-image-based',
  '644 /usr/share/man/man5/apt-image-based.toml.5.gz',
  '644 /usr/share/man/man7/apt-image-based.7.gz',
  '644 /usr/share/man/man8/usr-overlay.8.gz',
  '777 /usr/share/man/man8/usroverlay.8.gz',
  '644 /usr/share/zsh/vendor-completions/_usr-overlay',
];

// apt's logs and caches are the administrator's; the rest of the host must be as it was.
const LIST_HOST = "find / -xdev \\( -path /run -o -path /proc -o -path /var/log -o -path /var/cache -o -path /var/lib/apt -o -path '/var/lib/dpkg/*-old' -o -path /tmp \\) -prune -o -print | sort";
// debconf's word on a host without apt-utils; nobody else is to say anything.
const DEBCONF = 'debconf: delaying package configuration, since apt-utils is not installed\n';

let deb: string;
let repository: Repository;

beforeAll(async () => {
  deb = productDeb();
  repository = await startRepository(await ensureTinyRepository());
}, 300_000);

afterAll(() => repository.close());

describe.each(rows(SUITES, (suite) => suite === 'trixie'))('%s', (suite) => {
  let host: Awaited<ReturnType<typeof preparePlain>>;
  let untouched: string;

  /** Runs in the host, which keeps what it does. Throws unless all of it succeeds. */
  async function run(job: string): Promise<JobResult> {
    const env = { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };
    const tiny = join(await ensureTinyRepository(), 'tiny/pool');
    const result = await start(host.machine, { job: `set -e\n${job}`, env, binds: [[deb, '/run/guard.deb'], [tiny, '/run/tiny']] });
    if (result.code !== 0) throw new Error(`exit ${String(result.code)}\n${result.stdout}${result.stderr}`);
    return { ...result, stderr: result.stderr.replaceAll(DEBCONF, '') };
  }

  beforeAll(async () => {
    host = await preparePlain({ suite, kind: 'writable' });
    await run(`echo '${repository.sources(suite)}' >/etc/apt/sources.list.d/tiny.list; apt-get update -q`);
    untouched = (await run(LIST_HOST)).stdout;
  }, 600_000);

  afterAll(() => host.remove(), 60_000);

  test('installs by dpkg alone, with every file in its place', async () => {
    await run('dpkg -i /run/guard.deb');
    const { stdout } = await run('dpkg -L apt-image-based | while read -r path; do if [ ! -d "$path" ] || [ "${path##*/}" = apt-image-based ]; then stat -c "%a %n" "$path"; fi; done');
    const shipped = stdout.trimEnd().split('\n').filter((line) => !/^755 \/usr\/(share\/doc|libexec)\/apt-image-based$/.test(line));
    // A hooks/ file more, or a man page, is no fault.
    expect(shipped).toEqual(expect.arrayContaining(FILES));
    expect(shipped.filter((line) => !/^(644|755|777) /.test(line))).toEqual([]);
    expect((await run('dpkg --verify apt-image-based; dpkg --audit')).stdout).toBe('');
    // dpkg leaves a folder that is there as it is: a wrong mode in the package would show on a fresh host only.
    const folders = execFileSync('dpkg-deb', ['--contents', deb], { encoding: 'utf8' }).split('\n').filter((line) => line.endsWith('/'));
    expect(folders.filter((line) => !line.startsWith('drwxr-xr-x root/root '))).toEqual([]);
  }, 60_000);

  test('runs, under both names', async () => {
    expect((await run('usr-overlay --version; usroverlay --version')).stdout).toBe(`usr-overlay ${version}\nusr-overlay ${version}\n`);
  }, 60_000);

  test('systemd takes the drop-in and the unit', async () => {
    const { stdout, stderr } = await run('systemd-analyze verify --man=no apt-daily-upgrade.service apt-image-based-put-back.service apt-image-based-record.service apt-image-based-persist.service apt-image-based-persist-start.service apt-image-based-persist-arrived.service usr-overlay-only.service 2>&1 | grep apt-image-based || true');
    expect(stdout + stderr).toBe('');
  }, 60_000);

  test('is not heard on an ordinary host', async () => {
    const { stderr } = await run('apt-get install -qq tiny-install; dpkg -i /run/tiny/tiny-dpkg_1.0_all.deb; apt-get purge -qq tiny-install tiny-dpkg');
    expect(stderr).toBe('');
  }, 60_000);

  test('removed, not purged: apt and dpkg still work and nothing is heard', async () => {
    await run('apt-get remove -qq apt-image-based');
    const { stdout } = await run('ls /etc/apt/apt.conf.d/*apt-image-based /etc/dpkg/dpkg.cfg.d/apt-image-based; find /usr -name "*apt-image-based*" -o -name "usr*overlay*"');
    expect(stdout).toBe('/etc/apt/apt.conf.d/10apt-image-based\n/etc/apt/apt.conf.d/zz-apt-image-based\n/etc/dpkg/dpkg.cfg.d/apt-image-based\n');
    const { stderr } = await run('apt-get update -qq; apt-get install -qq tiny-install; dpkg -i /run/tiny/tiny-dpkg_1.0_all.deb; apt-get purge -qq tiny-install tiny-dpkg');
    expect(stderr).toBe('');
  }, 60_000);

  test('comes back by apt', async () => {
    await run('apt-get install -qq /run/guard.deb');
    const { stdout } = await run("dpkg-query -W -f '${db:Status-Abbrev}' apt-image-based; usr-overlay -V");
    expect(stdout).toBe(`ii usr-overlay ${version}\n`);
  }, 60_000);

  test('reinstalls over itself', async () => {
    await run('apt-get install -qq --reinstall /run/guard.deb; dpkg --verify apt-image-based');
  }, 60_000);

  test('purged: the host is as it was, also where Python compiled the plugin', async () => {
    await run('cd /usr/lib/python3/dist-packages/dnf-plugins; mkdir __pycache__; : >__pycache__/apt_image_based.cpython-311.pyc; : >__pycache__/apt_image_based.cpython-311.opt-1.pyc');
    await run('apt-get purge -qq apt-image-based; apt-get update -qq; apt-get check -qq');
    expect((await run(LIST_HOST)).stdout).toBe(untouched);
  }, 60_000);
});
