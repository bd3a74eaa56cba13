// The Fedora part of docs/image-builders.md, executed with dnf 5 and the product's .rpm; Debian's file system stands in for Fedora's.
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { REFUSAL } from '../../../src/guard/words/refusal.ts';
import { buildPage } from '../../documents/recipes/build-page.ts';
import { readPage } from '../../documents/recipes/build-site.ts';
import { deployImage } from '../../documents/recipes/deploy-image.ts';
import { openFedora } from '../../documents/recipes/fedora-site.ts';
import { boot } from '../../testbed/hosts/boot.ts';
import { productRpm } from '../guarded-host.ts';

const page = readPage('image-builders.md').filter(({ section, name }) => section === 'Fedora' || name === 'config.toml');

it('builds what the page says, without a word of the guard; the image as a host refuses', async () => {
  const rpm = productRpm();
  const site = await openFedora(rpm);
  try {
    const said = (await buildPage(page, site)).get('registry.example/fedora-host:1') ?? '';
    expect(said).not.toMatch(/^(error|notice|hint|warning): /m);
    const folder = join(site.folder, 'host');
    const sysroot = await deployImage(site.images.get('registry.example/fedora-host:1'), site.rootfs, folder);
    const { stdout } = await boot({ sysroot, binds: site.binds, timeout: 240_000, job: `
rpm -q apt-image-based strace | sed 's/-[0-9].*//'; dnf install -y rpm-install >/run/out 2>&1; echo "exit $?"
grep -A 1 -xF '${REFUSAL}' /run/out; grep -o '^documentation: .*' /run/out; command -v rpm-install` });
    expect(stdout).toBe(`apt-image-based\nstrace\nexit 1\n${REFUSAL}\nPackages come with the image: ask the platform team for more.\ndocumentation: https://wiki.example/image\n`);
  } finally {
    await site.close();
  }
}, 900_000);
