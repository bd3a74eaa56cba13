// What must hold for any input: no parser throws, and no junk around the truth turns a refusal into leave.
import fc from 'fast-check';
import { parseAptCommand } from '../../../src/guard/request/apt-command.ts';
import { parseAptConfig } from '../../../src/guard/request/apt-config.ts';
import { parseAptPlan } from '../../../src/guard/request/apt-plan.ts';
import { parseAptRecord } from '../../../src/guard/request/apt-record.ts';
import { parseSizes } from '../../../src/guard/request/package-sizes.ts';
import { parsePreInstall } from '../../../src/guard/request/pre-install.ts';
import { aptIntent, planIsEmpty } from '../../../src/guard/request/apt-request.ts';
import { parseBootcStatus } from '../../../src/host/bootc-status.ts';
import { parseConfigCapture } from '../../../src/config/captured-config.ts';
import { decide } from '../../../src/guard/decide.ts';
import { parseDnf5Command } from '../../../src/guard/request/dnf-command.ts';
import { dnf4Intent, dnf5Intent, dnfWords, persistenceIn } from '../../../src/guard/request/dnf-request.ts';
import { parseDiversions, parseFormerVersions, parsePathFilter } from '../../../src/packages/dpkg-files.ts';
import { asInstalled, parseStanzas, renderStatus, parseBroken } from '../../../src/packages/dpkg-status.ts';
import { EMPTY_LEFTOVERS } from '../../../src/record/etc-changes.ts';
import { EVIDENCE_NAMES, type Evidence } from '../../../src/host/evidence.ts';
import { parseFacts } from '../../../src/host/facts.ts';
import { parseMaps } from '../../../src/holders/holders.ts';
import { parseUnit } from '../../../src/system/processes/callers.ts';
import { nameOfUser } from '../../../src/system/processes/caller.ts';
import { describeHost } from '../../../src/host/host.ts';
import { parseLocks } from '../../../src/text/lock-table.ts';
import { parseMountinfo } from '../../../src/text/mountinfo.ts';
import { reportOverlay } from '../../../src/overlay/status-report.ts';
import { parseRecord } from '../../../src/record/record.ts';
import { parseOsRelease } from '../../../src/host/os-release.ts';
import { parseDeploymentState, parseOstreeStatus } from '../../../src/host/ostree.ts';
import { parseDpkgFiles, parseRpmConfiguration, parseRpmFiles } from '../../../src/packages/package-files.ts';
import { parseBaseline, parseLeftovers } from '../../../src/record/parse-etc-changes.ts';
import { parseDpkgPackages, parseRpmPackages } from '../../../src/packages/package-set.ts';
import { packageChanges } from '../../../src/packages/package-changes.ts';
import { describeTransaction } from '../../../src/guard/request/transaction.ts';
import { PLAIN_REQUEST } from '../../../src/guard/request/request.ts';
import { parseRpmPlan } from '../../../src/guard/request/rpm-plan.ts';
import { checkAnswer, explain } from '../../../src/guard/words/check-answer.ts';
import { judge } from '../../../src/guard/judgement.ts';
import { pasteable } from '../../../src/output/shell-words.ts';
import { statusLines } from '../../../src/overlay/words/status-words.ts';
import { hostileJson, hostileText } from './hostile-text.ts';

export type Property = { name: string; property: fc.IRawProperty<unknown> };

const CHECKSUM = 'c'.repeat(64);
const DEPLOYMENT = `20 1 254:0 /ostree/deploy/debian/deploy/${CHECKSUM}.0 / rw shared:1 - ext4 /dev/vda rw`;
const LOCKED = `30 20 254:0 /ostree/deploy/debian/deploy/${CHECKSUM}.0/usr /usr ro shared:2 - ext4 /dev/vda rw`;
const OVERLAY = '40 30 0:50 / /usr rw - overlay overlay rw,lowerdir=usr,upperdir=/var/tmp/ostree-unlock-ovl.abcdef/upper';
const mountinfo = hostileText(DEPLOYMENT, LOCKED, OVERLAY, ' - ', 'overlay', '/usr', 'upperdir=', 'lowerdir+=');
const status = 'Package: gawk\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1:5.2-1\nConffiles:\n /etc/a d41d8cd98f00b204e9800998ecf8427e\n\n';
const bootc = { kind: 'BootcHost', apiVersion: 'org.containers.bootc/v1', status: { booted: { image: { image: { image: 'x' } } }, usrOverlay: { accessMode: 'readWrite', persistence: 'transient' } } };
const ostree = { deployments: [{ checksum: CHECKSUM, booted: true, serial: 0, osname: 'debian', unlocked: 'development' }] };

const TEXTS: Record<string, fc.Arbitrary<string>> = {
  mountinfo,
  'mountinfo-pid1': mountinfo,
  'bootc-status.json': hostileJson(bootc),
  'ostree-admin-status.json': hostileJson(ostree),
  'ostree-admin-status': hostileText(`* debian ${CHECKSUM}.0\n`, '    Unlocked: development\n'),
  'run-ostree.stat': hostileText(`regular file 644 0 /run/ostree/deployment-state/${CHECKSUM}.0/unlocked-development\n`),
  'os-release': hostileText('ID=debian\n', 'PRETTY_NAME="Debian"\n'),
  cmdline: hostileText('ostree=/ostree/boot.1/debian/x/0 ', 'boot=live ', 'systemd.volatile=yes '),
  environment: hostileText('container=', 'chroot=yes\n', 'databases=/var/lib/dpkg:', 'usr-access=read-only\n'),
  'ostree-booted': hostileText(),
  'configuration.json': hostileJson([{ path: '/etc/apt-image-based/config.toml', text: 'policy = "off"\n[overlay]\nfollow = [1]\n' }, { path: '/x', reason: 'is not a regular file' }]),
};
const evidence = fc.record(Object.fromEntries(EVIDENCE_NAMES.map((name) => [name, TEXTS[name] ?? hostileText()])), { requiredKeys: [] }) as fc.Arbitrary<Evidence>;

/** A mount somewhere else, whose line no reader may take for one of / or /usr. */
const elsewhere = fc
  .tuple(fc.integer({ min: 100, max: 1e6 }), fc.string({ unit: 'grapheme-ascii', maxLength: 30 }), fc.constantFrom('ext4', 'overlay', 'tmpfs'))
  .map(([id, name, fsType]) => `${id} 20 0:99 / /srv/${name.replace(/[\s\\]/g, '\\040')} rw - ${fsType} x rw,upperdir=/x`);
const notMounts = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 60 }).map((text) => `# ${text.replaceAll('\n', ' ')}`), elsewhere);

const words = fc.array(fc.oneof(fc.string(), fc.constantFrom('install', '-y', '--', '-o', 'A=b', '-s', '--installroot=/x', '--setopt', 'tsflags=test', '-qq', '--no-s', 'toString', '--constructor', '--__proto__'), hostileText()), { maxLength: 12 });
/** Options that leave it a real run, none of which takes the word after it. */
const harmless = fc.array(fc.constantFrom('-y', '-q', '-qq', '-f', '-V', '--no-install-recommends', '--reinstall', '-oAcquire::Retries=3', '--option=APT::Color=0', '-t=stable', '--fix-broken', '-o=Dpkg::Use-Pty=0', '-yq', '--allow-downgrades'));
const harmlessDnf = fc.array(fc.constantFrom('-y', '--best', '--nogpgcheck', '--refresh', '--setopt=fastestmirror=1', '--enablerepo=x', '-q', '--allowerasing', '-xfoo'));

const never = (name: string, arbitrary: fc.Arbitrary<string>, parse: (text: string) => unknown): Property => ({
  name: `${name}: never throws`,
  property: fc.property(arbitrary, (text) => void parse(text)),
});

export const PROPERTIES: readonly Property[] = [
  never('mountinfo', mountinfo, parseMountinfo),
  never('bootc status', hostileJson(bootc), parseBootcStatus),
  never('ostree status, JSON', hostileJson(ostree), (text) => parseOstreeStatus(text, undefined)),
  never('ostree status, text', hostileText(`* debian ${CHECKSUM}.0\n`, '    Unlocked: hotfix\n'), (text) => parseOstreeStatus(undefined, text)),
  never('deployment state', TEXTS['run-ostree.stat'] ?? mountinfo, parseDeploymentState),
  never('dpkg status', hostileText(status, 'Status: install reinstreq half-installed\n'), (text) => [parseBroken(text), packageChanges(parseDpkgPackages(status), parseDpkgPackages(text, text))]),
  never('dpkg status, to be put back', hostileText(status), (text) => [renderStatus(parseStanzas(text, [status, text]) ?? [], new Map()), asInstalled({ text, want: text })]),
  never("dpkg's path filter", hostileText('path-exclude=/usr/share/doc/*\n', 'path-include "/usr/[a-d]', '[z-a]', '[!]', '\\'), (text) => [text, `path-exclude=${text}`].map((each) => parsePathFilter([each])('/usr/share/doc/a'))),
  never("dpkg's lists", hostileText('/usr/bin/a\n', 'd41d8cd98f00b204e9800998ecf8427e  usr/bin/a\n', '2026-11-22 10:00:00 upgrade a:all 1 2\n'), (text) => [parseDpkgFiles(text, text, []), parseDiversions(text), parseFormerVersions(text, 'a')]),
  never("rpm's lists", hostileText('bash\n', '/etc/bashrc\n', 'd41d8cd98f00b204e9800998ecf8427e\t/etc/bashrc\n'), (text) => [parseRpmFiles(text), parseRpmConfiguration(text)]),
  never('what an overlay changed', hostileJson({ schema: 1, packages: [{ label: 'a' }], putBack: { removed: ['/etc/a'] } }, EMPTY_LEFTOVERS), (text) => [parseRecord(text), parseBaseline(text), parseLeftovers(text)]),
  never('rpm listing', hostileText('bash\tx86_64\t5.2-1\n'), (text) => packageChanges(parseRpmPackages(text, text), parseRpmPackages('bash\tx86_64\t5.2-1\n'))),
  never('/proc/locks', hostileText('1: POSIX  ADVISORY  WRITE 123 fd:01:456 0 EOF\n'), parseLocks),
  never('/proc/PID/maps', hostileText('7f00-7f01 r-xp 00000000 00:32 12 /usr/lib/a (deleted)\n'), parseMaps),
  never('cgroup', hostileText('0::/system.slice/a.service\n'), parseUnit),
  never('passwd', hostileText('root:x:0:0::/root:/bin/sh\n'), (text) => nameOfUser(text, '0')),
  never('apt-config dump', hostileText('DPkg::Pre-Invoke:: "mount -o remount,rw /usr";\n'), (text) => aptIntent(parseAptCommand(['apt', 'install']), parseAptConfig(text), 'early', () => true, { scriptsOf: () => text, named: [] })),
  never('apt -s', hostileText('Inst a (1)\n'), planIsEmpty),
  never('apt -s, its packages', hostileText('Remv a [1]\nInst base-files [12.4] (13.8 Debian:13.1/stable [amd64])\n'), (text) => describeTransaction(parseAptPlan(text), null, parseOsRelease('ID=debian\nVERSION_ID=12\n'))),
  never("apt's plan for its JSON hooks", hostileJson({ method: 'org.debian.apt.hooks.install.pre-prompt', params: { packages: [{ name: 'a', mode: 'install', versions: { install: { version: '1', architecture: 'all', origins: [{}] } } }] } }), parseAptRecord),
  never("apt's plan for dpkg", hostileText('VERSION 3\nDPkg::Options::=--root=/a\n\na - - none < 1 all none /a.deb\na 1 all none > - - none **REMOVE**\n'), parsePreInstall),
  never('a record of a list', hostileText('Package: a\nVersion: 1\nInstalled-Size: 4\nSize: 1\n'), parseSizes),
  never('dnf transaction', hostileJson({ return: { trans_packages: [{ name: 'a', version: '1', direction: 'IN', install_size: 1, download_size: 1 }] } }), parseRpmPlan),
  never('os-release', hostileText('ID=debian\nVERSION_ID="12"\n'), parseOsRelease),
  never('dnf configuration', hostileText('[main]\npersistence=transient\n'), persistenceIn),
  {
    name: 'any command line: never throws, and what is given back to paste has no character that a terminal obeys',
    property: fc.property(words, (given) => {
      parseAptCommand(given);
      dnf4Intent(new Map(given.map((word) => [word, word])), () => true);
      dnf5Intent(parseDnf5Command(given), 'dnf5-repos', { assumeno: false, persistence: null, otherRoot: false });
      return [pasteable(given), dnfWords(given)?.join(' ') ?? null].slice(0, 1).every((text) => text === null || /^[\x20-\x7e]*$/.test(text));
    }),
  },
  {
    name: 'any evidence: judged, rendered, and refused just where /usr cannot be written',
    property: fc.property(evidence, (given) => {
      const facts = parseFacts(given);
      const host = describeHost(facts);
      const verdict = decide(host, PLAIN_REQUEST);
      const files = parseConfigCapture(given['configuration.json']);
      const judgement = judge(facts, files, null);
      JSON.parse(JSON.stringify(checkAnswer(judgement)));
      explain(judgement, 80);
      statusLines(reportOverlay(facts, parseMountinfo(given.mountinfo ?? ''), { room: null, turnedOn: null, holders: null, packages: null }), 80);
      return (verdict.verdict === 'refuse') === (host.usr.writable === false);
    }),
  },
  {
    name: 'a locked host stays refused whatever else is in its mount table, in any order',
    property: fc.property(fc.array(notMounts, { maxLength: 60 }).chain((noise) => fc.shuffledSubarray([DEPLOYMENT, LOCKED, ...noise], { minLength: noise.length + 2 })), fc.boolean(), (lines, isEnded) => {
      const host = describeHost(parseFacts({ mountinfo: `${lines.join('\n')}${isEnded ? '\n' : ''}`, 'ostree-booted': '' }));
      return decide(host, PLAIN_REQUEST).verdict === 'refuse';
    }),
  },
  {
    name: 'a real apt run stays one, whatever harmless options are around its verb',
    property: fc.property(fc.constantFrom('apt', 'apt-get'), harmless, fc.constantFrom('install', 'remove', 'upgrade', 'dist-upgrade', 'autoremove'), harmless, (program, before, verb, after) => {
      const command = parseAptCommand([program, ...before, verb, ...after, 'strace']);
      const { changesNothing, otherRoot } = aptIntent(command, new Map(), 'early', (path) => path === '/', { scriptsOf: () => '', named: [] });
      return command.verb === verb && !changesNothing && !otherRoot;
    }),
  },
  {
    name: 'a real dnf 5 run stays one, whatever harmless options are around its verb',
    property: fc.property(harmlessDnf, fc.constantFrom('install', 'remove', 'upgrade', 'distro-sync', 'rm', 'in'), harmlessDnf, (before, verb, after) => {
      const command = parseDnf5Command(['dnf5', ...before, verb, ...after, 'strace']);
      return !dnf5Intent(command, 'dnf5-repos', { assumeno: false, persistence: null, otherRoot: false }).changesNothing;
    }),
  },
];
