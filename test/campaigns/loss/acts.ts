// What an administrator does on a host, before the overlay and while it is on. Each writes bytes of its own: `mark`.
import type { Random } from '../concurrency/random.ts';
import type { HostKind } from './host-kinds.ts';

const CONFIGURATION = ['/etc/keep-conf/main.conf', '/etc/keep-conf/main.conf', '/etc/keep-conf/same.conf', '/etc/keep-conf/old.conf', '/etc/keep-gone.conf', '/etc/cron.d/keep-gone'] as const;
const OF_DPKG = [...CONFIGURATION, '/etc/default/keep-unit', '/etc/default/keep-daemon', '/etc/keep-links.d/README', '/etc/keep-user/main.conf', '/etc/init.d/keep-unit'] as const;
const OF_RPM = [...CONFIGURATION, '/etc/keep-conf/hard.conf', '/etc/sysconfig/keep-unit', '/etc/sysconfig/keep-daemon'] as const;
const UNITS = ['keep-unit', 'keep-daemon', 'keep-later'] as const;
/** These go with the overlay. */
const FOLLOWING = ['/etc/pam.d/his', '/etc/pam.d/other', '/etc/pam.d/keep-apt'] as const;
const FOLLOWING_OF_DPKG = [...FOLLOWING, '/etc/apt/apt.conf.d/95his', '/etc/apt/apt.conf.d/70keep-apt', '/etc/dpkg/dpkg.cfg.d/his'] as const;

/** Shell text. */
export function administratorActs({ manager }: HostKind, random: Random, mark: string): string {
  const { pick, chance } = random;
  const file = pick(manager === 'dpkg' ? OF_DPKG : OF_RPM);
  const unit = pick(UNITS);
  const everywhere: [() => string, ...(() => string)[]] = [
    () => ifThere(file, `echo '${mark}' >>${file}`),
    () => ifThere(file, `echo '${mark}' >>${file}`),
    () => ifThere(file, `cp -p ${file} ${file}.new && echo '${mark}' >>${file}.new && mv ${file}.new ${file}`),
    () => ifThere(file, `{ head -c 1200000 /dev/zero | tr '\\0' x; echo '${mark}'; } >${file}`),
    () => write(pick(['/etc/his.conf', '/etc/his folder/a file', '/etc/keep-conf/his.conf', '/etc/keep-daemon/his.conf', '/etc/keep-new/his.conf', `${file}${manager === 'dpkg' ? '.dpkg-old' : '.rpmsave'}`]), mark),
    () => `rm -f ${file}`,
    () => ifThere(file, pick([`chmod 600 ${file}`, `chown 1:1 ${file}`, `mv ${file} ${file}.his`])),
    () => `ln -sfn ${pick(['/usr/bin/cat', '/nowhere', '/etc/keep-conf/main.conf'])} /etc/his-link`,
    () => ifThere(file, `mv ${file} /etc/his-${file.replaceAll('/', '-')}; ln -s /etc/his-${file.replaceAll('/', '-')} ${file}`),
    () => `systemctl ${pick(['mask', 'mask', 'unmask'])} ${unit}.service`,
    () => `systemctl ${pick(['enable', 'disable'])} ${unit}.service`,
    () => pick([`useradd -M his${String(random.between(1, 9))}`, `groupadd hisgroup${String(random.between(1, 9))}`]),
    () => write(pick(manager === 'dpkg' ? FOLLOWING_OF_DPKG : FOLLOWING), manager === 'dpkg' ? `// ${mark}`.replace('//', '#') : `# ${mark}`),
    () => `rm -f ${pick(['/etc/pam.d/other', '/etc/his-link', '/etc/systemd/system/multi-user.target.wants/keep-unit.service'])}`,
  ];
  const ofDpkg: (() => string)[] = [
    () => `dpkg-divert --local --rename --divert ${file}.diverted --add ${file}`,
    () => `apt-mark ${pick(['hold', 'unhold'])} ${pick(['keep-conf', 'keep-unit'])}`,
    () => `dpkg-statoverride --force-all --update --add root root 0640 ${file}`,
    () => `update-alternatives --set keep-view /usr/bin/${pick(['keep-pager', 'keep-viewer'])}`,
    () => `ln -sfn '${mark}' /etc/keep-links.d/active`,
  ];
  return manager === 'dpkg' && chance(20) ? pick(ofDpkg as [() => string])() : pick(everywhere)();
}

function ifThere(path: string, command: string): string {
  return `[ ! -f ${path} ] || { ${command}; }`;
}

function write(path: string, mark: string): string {
  return `mkdir -p '${path.slice(0, path.lastIndexOf('/'))}'; echo '${mark}' >>'${path}'`;
}
