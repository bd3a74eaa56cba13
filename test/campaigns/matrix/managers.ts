// The two sides of the matrix: with which host and which actions each package manager is tried.
import { openDnfHost } from '../../integration/dnf-host.ts';
import { actionsOf } from '../../testbed/actions/actions.ts';
import { writeActions } from '../../testbed/actions/action-runs.ts';
import type { Action } from '../../testbed/actions/action.ts';
import { dnfActions } from '../../testbed/actions/dnf-actions.ts';
import type { JobResult } from '../../testbed/hosts/boot.ts';
import { openState } from '../../testbed/hosts/state-host.ts';
import type { State } from '../../testbed/hosts/states.ts';
import { ensureTinyRepository, preinstalled } from '../../testbed/packages/packages.ts';
import { startRepository } from '../../testbed/packages/repository.ts';
import type { HostRun } from './host-run.ts';

export type Manager = {
  name: 'apt' | 'dnf';
  /** Where dpkg's database is, one host for each. Where there are both, every way to write an action is tried, too. */
  databases: (state: State) => readonly ('var' | 'usr')[];
  /** `product`: the .deb in the image. */
  open: (product: string) => Promise<OpenManager>;
};

export type OpenManager = {
  actions: (run: HostRun) => readonly Action[];
  host: (run: HostRun) => Promise<MatrixHost>;
  /** A package that is not refused must have been fetched: else "nothing was fetched" would prove nothing. */
  mustFetch: boolean;
  close: () => Promise<void>;
};

export type MatrixHost = {
  /** Runs the actions in one boot; they leave what was seen in the folder. */
  run: (folder: string, actions: readonly Action[]) => Promise<JobResult>;
  bytesFetched: (during: { from: number; to: number }) => number;
  remove: () => Promise<void>;
};

/** Every file of the package database, so that "unchanged" is byte for byte. */
const DPKG_DATABASE = "cd /var/lib/dpkg/. && find . -type f ! -name 'lock*' | LC_ALL=C sort | xargs -d '\\n' sha256sum | sha256sum";
/** Read in place: a query in between may touch the journal files beside it, never this one. */
const RPM_DATABASE = 'sha256sum /var/lib/rpm/rpmdb.sqlite';
const MOST = 900_000;

/** Every way to write an action is tried where the answer is yes, and where it is no. */
const SPELLED_OUT = new Set(['locked', 'unlock']);

const apt: Manager = {
  name: 'apt',
  databases: ({ name }) => (SPELLED_OUT.has(name) ? ['var', 'usr'] : ['var']),
  open: async (product) => {
    const repository = await startRepository(await ensureTinyRepository());
    const install = [product, ...(await preinstalled())];
    return {
      actions: ({ variant, spellings }) => actionsOf(variant.suite).filter(({ spelling }) => spellings || spelling !== true),
      host: async ({ variant, state, database }) => {
        const id = `${variant.name}-${state.name}-${database}`;
        const host = await openState(state, variant, { install, database });
        return {
          run: (folder, actions) => host.boot({ ...writeActions(folder, actions, repository.sources(id), DPKG_DATABASE), timeout: MOST }),
          bytesFetched: (during) => repository.bytesFetched(id, during),
          remove: () => host.remove(),
        };
      },
      mustFetch: false,
      close: () => repository.close(),
    };
  },
};

const dnf: Manager = {
  name: 'dnf',
  databases: () => ['var'],
  open: (product) => Promise.resolve({
    actions: ({ variant, state }) => dnfActions(variant, state),
    host: async ({ variant, state }) => {
      const host = await openDnfHost(state, variant, [product]);
      return {
        run: (folder, actions) => {
          writeActions(folder, actions, '', RPM_DATABASE);
          return host.run('sh /run/actions/run-actions.sh', { binds: [[folder, '/run/actions']], timeout: MOST });
        },
        bytesFetched: (during) => host.bytesFetched(host.id, during),
        remove: () => host.remove(),
      };
    },
    mustFetch: true,
    close: () => Promise.resolve(),
  }),
};

export const MANAGERS: readonly Manager[] = [apt, dnf];
