// An image built from the Containerfile of docs/image-builders.md, and the host that boots it.
import { join } from 'node:path';
import { buildPackage } from '../../../../scripts/package.ts';
import { buildPage } from '../../recipes/build-page.ts';
import { openSite, readPage } from '../../recipes/build-site.ts';
import { hostOf } from '../../recipes/deploy-image.ts';
import { ensureRealPackages } from '../../../testbed/packages/real-packages.ts';
import { ensureRootfs } from '../../../testbed/hosts/rootfs.ts';
import { OFFERED, writeSources } from '../debian-stage.ts';
import { inHost } from '../play.ts';
import { firstMinute } from '../steps.ts';
import type { Player, Stage, Way } from '../way.ts';

const IMAGE = 'registry.example/host:1';
/** The page's first image: what comes before its first `podman build`, and that. */
const SECTIONS = ['Debian', 'The package database belongs into /usr', 'Your own words in a refusal', 'Checks at the end of the build'];
const blocks = readPage('image-builders.md').filter(({ section }) => SECTIONS.includes(section));

export const containerfile: Way = {
  name: 'containerfile',
  title: 'A Containerfile',
  text: `The first image of [image-builders.md](../image-builders.md), on Debian 13. The part of podman is played by a host of the
testbed that looks like a build: a container's mark, a writable \`/usr\` on an overlay, no systemd.`,
  scenes: [
    {
      title: 'The build',
      text: 'Beside the Containerfile are the .deb and the two files of the page.',
      prompt: '$ ',
      steps: [
        { typed: 'cat Containerfile', sees: ['FROM registry.example/debian-bootc:13\n', 'RUN usr-overlay doctor\n'] },
        { typed: `podman build -t ${IMAGE} .`, sees: ['Setting up apt-image-based (', 'Setting up strace (', 'Nothing is wrong'], lacks: [/^(error|notice|hint|warning): /m] },
      ],
    },
    {
      title: 'The host',
      text: 'The image was deployed by ostree, and booted. The message and the documentation of the refusal are from the page, too.',
      prompt: 'host# ',
      steps: [{ typed: 'apt-get -q update' }, ...firstMinute('jq', { backend: 'ostree', says: '/usr belongs to the image' })],
    },
  ],
  open,
};

async function open(): Promise<Stage> {
  const [deb, rootfs] = [await buildPackage({ fast: true }), await ensureRootfs('trixie')];
  const repositories = [await ensureRealPackages('trixie', rootfs, OFFERED)];
  const site = await openSite({ base: 'registry.example/debian-bootc:13', root: { suite: 'trixie' }, repositories, files: [deb] });
  const binds = [[writeSources(site.folder, site.repository, 'trixie'), '/etc/apt/sources.list.d']] as const;
  const host = hostOf(() => site.images.get(IMAGE), site.rootfs, join(site.folder, 'host'));
  const build: Player = async () => {
    const text = blocks.filter(({ language }) => language === 'containerfile').map((block) => block.text).join('');
    const said = (await buildPage(blocks, { ...site, binds })).get(IMAGE) ?? '';
    return [text, said].map((output) => ({ code: 0, output, milliseconds: NaN }));
  };
  return { players: [build, inHost(host, { binds })], remove: site.close };
}
