// The npm package: the detector in a program of one's own, and the command line; no hooks.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, version } from '../../../../scripts/paths.ts';
import { preparePlain } from '../../../testbed/hosts/plain.ts';
import { start } from '../../../testbed/hosts/boot.ts';
import { ensureRealPackages } from '../../../testbed/packages/real-packages.ts';
import { startRepository } from '../../../testbed/packages/repository.ts';
import { ensureRootfs } from '../../../testbed/hosts/rootfs.ts';
import { writeSources } from '../debian-stage.ts';
import { inHost, onMachine } from '../play.ts';
import { gone } from '../steps.ts';
import type { Stage, Way } from '../way.ts';

const TARBALL = `apt-image-based-${version}.tgz`;
const HOST = { suite: 'forky', extra: ['nodejs', 'npm'] } as const;

const PROGRAM = `cat >judge.js <<'END'
import { decide, gatherFacts } from 'apt-image-based';
const { verdict, rule } = decide(gatherFacts());
console.log(verdict, rule);
END`;

export const npm: Way = {
  name: 'npm',
  title: 'The npm package',
  text: 'For those who ask the detector from a program of their own. It guards nothing by itself: `apt-get` is not refused here.',
  scenes: [
    {
      title: 'In the checkout',
      text: 'After `npm ci`.',
      prompt: 'checkout$ ',
      steps: [{ typed: 'npm pack --silent --pack-destination ~', sees: [TARBALL] }],
    },
    {
      title: 'A host with a read-only /usr',
      text: 'Debian forky with its own Node and npm, without a network; the packed file is in `/tmp`.',
      prompt: 'host# ',
      steps: [
        { typed: 'mkdir judge && cd judge && npm init --yes --init-type=module >/dev/null' },
        { typed: `npm install --offline --no-audit --no-fund /tmp/${TARBALL}`, sees: ['added 1 package'] },
        { typed: 'npx usr-overlay check', code: 10, sees: ['refuse: /usr is read-only\nhint: '] },
        { typed: PROGRAM },
        { typed: 'node judge.js', says: 'refuse read-only-usr' },
        { typed: 'npx usr-overlay', sees: ['A read/write overlayfs is now mounted on /usr\n'] },
        { typed: 'node judge.js', says: 'notice transient-overlay' },
        { typed: 'apt-get update' },
        { typed: 'apt-get install -y strace', sees: ['Setting up strace ('], lacks: [/^(error|notice|hint): /m] },
        { typed: 'npx usr-overlay status', sees: [/^overlay: +native, transient, read\/write/m, /^packages: +\d+ installed \(.*\bstrace\b/m] },
        { typed: 'npx usr-overlay down', sees: ['all changes made in it were discarded.'] },
        gone('strace'),
        { typed: 'node judge.js', says: 'refuse read-only-usr' },
      ],
    },
  ],
  open,
};

async function open(): Promise<Stage> {
  const [folder, rootfs] = [mkdtempSync(join(tmpdir(), 'demo-npm-')), await ensureRootfs(HOST.suite, HOST.extra)];
  const [home, sources] = ['home', 'sources'].map((name) => join(folder, name)) as [string, string];
  for (const path of [home, sources]) mkdirSync(path);
  const repository = await startRepository(await ensureRealPackages(HOST.suite, rootfs, ['strace']));
  const { machine, remove } = await preparePlain({ ...HOST, kind: 'read-only-bind' });
  const binds = [[join(home, TARBALL), join('/tmp', TARBALL)], [writeSources(sources, repository, HOST.suite), '/etc/apt/sources.list.d']] as const;
  return {
    players: [onMachine(root, home), inHost((job) => start(machine, job), { binds })],
    remove: async () => {
      await repository.close();
      await remove();
      rmSync(folder, { recursive: true });
    },
  };
}
