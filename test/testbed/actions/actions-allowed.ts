// What changes nothing in /usr: never refused, on no host.
import { allowed, spelling } from './action.ts';
import type { Action } from './action.ts';

const DPKG = '/run/tiny/debs/tiny-dpkg_1.0_all.deb';
const SIMULATE_CONF = `echo 'APT::Get::Simulate "true";' >$tiny/simulate.conf`;
// Nothing newer than what the image has: "upgrade" with nothing to upgrade, on a host whose repository has more.
const PINS = `printf 'Package: tiny-*\\nPin: version 1.1\\nPin-Priority: -1\\n' >$tiny/pins`;
const NO_NEWS = '-o Dir::Etc::Preferences=/run/tiny/pins';

const simulated = (options: string): Action =>
  spelling(allowed(`apt-get ${options} install`, `apt-get ${options} install tiny-spare`, { prepare: SIMULATE_CONF }));

export const SIMULATIONS: readonly Action[] = [
  allowed('apt -s install', 'apt -s install tiny-spare'),
  ...[
    'install tiny-spare', 'upgrade', 'dist-upgrade', 'remove tiny-remove', 'purge tiny-purge', 'reinstall tiny-reinstall',
    'build-dep tiny-source', "satisfy 'tiny-satisfy (>= 1.0)'",
  ].map((verb) =>
    allowed(`apt-get -s ${verb}`, `apt-get -s ${verb}`),
  ),
  allowed('apt-get -s autoremove', 'apt-get -s autoremove', { prepare: 'apt-mark auto tiny-orphan', restore: 'apt-mark manual tiny-orphan' }),
  ...[
    '--simulate', '--just-print', '--dry-run', '--recon', '--no-act', '-ys', '-sy', '-s=yes', '-y -s', '--simulate=true',
    '--dry-run=yes', '-o APT::Get::Simulate=1', '-oAPT::Get::Simulate=true', '-o apt::get::simulate=yes',
    '--option APT::Get::Simulate=1', '-o APT::Get::Simulate=0 -s', '-c /run/tiny/simulate.conf', '-c=/run/tiny/simulate.conf',
    '--config-file=/run/tiny/simulate.conf',
  ].map(simulated),
  spelling(allowed('apt-get install name -s', 'apt-get install tiny-spare -s')),
  spelling(allowed('apt-get -c relative install', 'cd /run/tiny && apt-get -c simulate.conf install tiny-spare', { prepare: SIMULATE_CONF })),
  spelling(allowed('APT_CONFIG= apt-get install', 'APT_CONFIG=/run/tiny/simulate.conf apt-get install tiny-spare', { prepare: SIMULATE_CONF })),
  allowed('apt -o APT::Get::Simulate=1 history-undo', 'apt -o APT::Get::Simulate=1 history-undo 0', {
    prepare: 'history_log tiny-remove',
    suites: ['forky'],
  }),
  spelling(allowed('apt-get -s install ./file', 'cd /run/tiny/debs && apt-get -s install ./tiny-file_1.0_all.deb', { prepare: 'deb tiny-file' })),
];

const downloaded = (options: string): Action => allowed(`apt-get ${options} install`, `apt-get ${options} install tiny-spare`, { fetches: true });
const URIS = ['--print-uris', '-y --print-uris', '-qq --print-uris', '-o APT::Get::Print-URIs=1', '--print-uris=yes'];

export const DOWNLOADS: readonly Action[] = [
  downloaded('-d'),
  allowed('apt -d install', 'apt -d -y install tiny-spare', { fetches: true }),
  allowed('apt-get -d upgrade', 'apt-get -d -y upgrade', { fetches: true }),
  ...['--download-only', '-yd', '-d=yes', '-o APT::Get::Download-Only=1', '-o APT::Get::Download-Only=true'].map(downloaded).map(spelling),
  ...URIS.map((options, index) => {
    const action = allowed(`apt-get ${options} install`, `apt-get ${options} install tiny-spare`);
    return index === 0 ? action : spelling(action);
  }),
  allowed('apt --print-uris install', 'apt --print-uris install tiny-spare'),
  allowed('apt-get download', 'cd /run/tiny && apt-get download tiny-spare', { fetches: true, restore: 'rm /run/tiny/tiny-spare_*' }),
  allowed('apt-get source', 'cd /run/tiny && apt-get source --download-only tiny-source', { restore: 'rm /run/tiny/tiny-source_*' }),
];

export const NOTHING_TO_DO: readonly Action[] = [
  allowed('apt-get install of what is there', 'apt-get install -y tiny-present'),
  allowed('apt install of what is there', 'apt install -y tiny-present'),
  allowed('apt-get install without a name', 'apt-get -y install'),
  allowed('apt-get -f install', 'apt-get -y -f install'),
  allowed('apt-get install of an unknown package', 'apt-get -y install no-such-package', { rc: 100 }),
  allowed('apt-get remove of what is not there', 'apt-get -y remove tiny-spare'),
  allowed('apt-get autoremove of nothing', 'apt-get -y autoremove'),
  allowed('apt-get satisfy of what is there', "apt-get -y satisfy 'tiny-present'"),
  ...['apt -y upgrade', 'apt -y full-upgrade', 'apt-get -y upgrade', 'apt-get -y dist-upgrade'].map((verb) =>
    allowed(`${verb.replace(' -y', '')} with nothing to upgrade`, `${verb} ${NO_NEWS}`, { prepare: PINS }),
  ),
  allowed('dpkg --configure -a with nothing to configure', 'dpkg --configure -a', { writesDatabase: true }),
];

export const QUERIES: readonly Action[] = [
  ...[
    'apt-get update', 'apt update', 'apt-get check', 'apt-get clean', 'apt-get autoclean', 'apt-get --help', 'apt --version',
    'apt list --upgradable', 'apt show tiny-spare', 'apt search tiny-', 'apt policy tiny-spare',
    'apt-cache depends tiny-depends', 'apt-mark showauto', 'apt-config dump',
  ].map((run) => allowed(run, run)),
  allowed('apt-mark hold', 'apt-mark hold tiny-present && apt-mark unhold tiny-present', { writesDatabase: true }),
  ...[
    'dpkg -l', 'dpkg -s tiny-present', 'dpkg -L tiny-present', 'dpkg -S /usr/bin/tiny-present', 'dpkg -V tiny-present',
    'dpkg --audit', 'dpkg --get-selections', 'dpkg --print-architecture',
  ].map((run) => allowed(run, run)),
  ...['-I', '-c'].map((option) => allowed(`dpkg ${option}`, `dpkg ${option} ${DPKG}`, { prepare: 'deb tiny-dpkg' })),
  allowed('dpkg -x', `dpkg -x ${DPKG} /run/tiny/extracted`, { prepare: 'deb tiny-dpkg' }),
  allowed('dpkg --add-architecture, --remove-architecture', 'dpkg --add-architecture armhf && dpkg --remove-architecture armhf', { writesDatabase: true }),
  ...['--no-act', '--dry-run', '--simulate'].map((option, index) => {
    const action = allowed(`dpkg ${option} -i`, `dpkg ${option} -i ${DPKG}`, { prepare: 'deb tiny-dpkg' });
    return index === 0 ? action : spelling(action);
  }),
  allowed('dpkg --no-act -r', 'dpkg --no-act -r tiny-dpkg-remove'),
  ...['--dry-run', '--download-only'].map((option) =>
    allowed(`unattended-upgrade ${option}`, `APT_CONFIG=/run/tiny/unattended.conf unattended-upgrade ${option}`, {
      prepare: 'unattended_conf',
      fetches: true,
    }),
  ),
];

export const ORDINARY_USER: readonly Action[] = [
  allowed("a user's apt-get -s install", 'as_user apt-get -s install tiny-spare'),
  allowed("a user's apt -s upgrade", 'as_user apt -s upgrade'),
  allowed("a user's apt-get install", 'as_user apt-get -y install tiny-spare', { rc: 100 }),
  allowed("a user's dpkg -i", `as_user dpkg -i ${DPKG}`, { prepare: 'deb tiny-dpkg', rc: 2 }),
  allowed("a user's dpkg --no-act -i", `as_user dpkg --no-act -i ${DPKG}`, { prepare: 'deb tiny-dpkg' }),
];
