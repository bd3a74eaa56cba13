// The disk of a booted machine: a suite's root file system with kernel, initramfs and the product, deployed by ostree onto ext4.
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { productDeb } from '../../integration/guarded-host.ts';
import { bootOptions } from '../../testbed/hosts/boot-loader.ts';
import { cached, shortHash } from '../../testbed/cache.ts';
import { command } from '../../testbed/command.ts';
import { DNF_PACKAGES } from '../../testbed/hosts/dnf-rootfs.ts';
import { preinstalled } from '../../testbed/packages/packages.ts';
import { privately } from '../../testbed/hosts/root.ts';
import { ensureRootfs, type Suite } from '../../testbed/hosts/rootfs.ts';
import { throwawayFolder } from '../../testbed/hosts/throwaway.ts';
import { ensureTinyRpms } from '../../testbed/packages/tiny-rpms.ts';
import { removeTree } from '../../testbed/remove.ts';

export type Image = { suite: Suite; composefs: boolean; /** Where dpkg's database is. */ database: 'var' | 'usr'; dnf: boolean; /** Debian's policy, enforcing. */ selinux: boolean };

export const IMAGES: readonly Image[] = [
  { suite: 'trixie', composefs: false, database: 'var', dnf: false, selinux: false },
  { suite: 'forky', composefs: true, database: 'usr', dnf: true, selinux: false },
  { suite: 'bookworm', composefs: false, database: 'var', dnf: false, selinux: false },
  { suite: 'trixie', composefs: false, database: 'var', dnf: false, selinux: true },
];

/** What its transcript is called. */
export function imageName({ suite, selinux }: Image): string {
  return selinux ? `${suite}-selinux` : suite;
}

const BOOTED_PACKAGES = ['systemd-sysv', 'dbus', 'udev', 'kmod', 'dracut', 'linux-image-cloud-amd64', 'login', 'python3', 'less', 'attr'];
const SELINUX_PACKAGES = ['selinux-basics', 'selinux-policy-default', 'auditd', 'policycoreutils', 'selinux-utils', 'openssh-server', 'openssh-client'];
const GUEST = join(import.meta.dirname, 'guest');
const TESTBED_SCRIPTS = ['install.sh', 'link-copy.sh', 'real-copy.sh', 'tree.sh', 'deploy.sh'].map((name) => join(import.meta.dirname, '../../testbed/hosts', name));
const LABEL = join(import.meta.dirname, 'label.sh');

export function ensureBootedRootfs({ suite, dnf, selinux }: Image): Promise<string> {
  return ensureRootfs(suite, [...BOOTED_PACKAGES, ...(dnf ? DNF_PACKAGES[suite] : []), ...(selinux ? SELINUX_PACKAGES : [])]);
}

/** A folder with disk.img, vmlinuz, initramfs.img and cmdline. */
export async function ensureDisk(image: Image): Promise<string> {
  const rootfs = await ensureBootedRootfs(image);
  const debs = [productDeb(), ...(await preinstalled()), ...(image.dnf ? [join(await ensureTinyRpms(), 'image.deb')] : [])];
  const files = [...readdirSync(GUEST).map((name) => join(GUEST, name)), ...debs];
  const key = shortHash(basename(rootfs), JSON.stringify(image), ...[import.meta.filename, LABEL, ...TESTBED_SCRIPTS, ...files].map((path) => readFileSync(path)));
  return cached(`disks/${imageName(image)}-${key}`, `disk of ${imageName(image)}`, async (partial) => {
    const work = await throwawayFolder();
    try {
      await makeDisk(image, rootfs, files, work, partial);
    } finally {
      await removeTree(work);
    }
  });
}

async function makeDisk({ composefs, database, selinux }: Image, rootfs: string, files: readonly string[], work: string, disk: string): Promise<void> {
  const [root, tree, sysroot, shelf] = ['root', 'tree', 'sysroot', 'files'].map((name) => join(work, name)) as [string, string, string, string];
  for (const folder of [shelf, disk]) mkdirSync(folder, { recursive: true });
  for (const path of files) copyFileSync(path, join(shelf, basename(path)));
  const prepareRoot = composefs ? '[composefs]\\nenabled = yes\\n' : '';
  writeFileSync(join(shelf, 'prepare-root.conf'), prepareRoot.replaceAll('\\n', '\n'));
  await privately('install.sh', [rootfs, root, shelf, 'sh /tmp/build.sh']);
  await privately('tree.sh', [root, tree, database, prepareRoot]);
  await privately('deploy.sh', [rootfs, tree, sysroot]);
  if (selinux) await command('unshare', ['--mount', '--propagation', 'private', 'sh', LABEL, sysroot]);
  const kernel = join(tree, 'usr/lib/modules', readdirSync(join(tree, 'usr/lib/modules'))[0] ?? '');
  for (const name of ['vmlinuz', 'initramfs.img']) copyFileSync(join(kernel, name), join(disk, name));
  writeFileSync(join(disk, 'cmdline'), bootOptions(sysroot));
  const img = join(disk, 'disk.img');
  await command('truncate', ['--size=4G', img]);
  await command('mke2fs', ['-q', '-t', 'ext4', '-O', '^has_journal,verity', '-m', '0', '-L', 'root', '-d', sysroot, img]);
  for (const folder of [root, tree, sysroot]) await removeTree(folder);
  rmSync(`${tree}.var`, { recursive: true });
}
