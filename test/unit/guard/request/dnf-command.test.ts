import { describe, expect, it } from '@jest/globals';
import { parseDnf5Command } from '../../../../src/guard/request/dnf-command.ts';
import { dnf4Intent, dnf5Intent, dnfWords, persistenceIn } from '../../../../src/guard/request/dnf-request.ts';
import type { Layer } from '../../../../src/guard/request/request.ts';

const CHANGES = { changesNothing: false, otherRoot: false, transientOn: [], offline: false };
const NOTHING = { ...CHANGES, changesNothing: true };

function intent(line: string, layer: Layer = 'dnf5-repos', asked: { assumeno?: boolean; persistence?: string } = {}) {
  return dnf5Intent(parseDnf5Command(line.split(' ')), layer, { assumeno: asked.assumeno ?? false, persistence: asked.persistence ?? null, otherRoot: false });
}

describe('a dnf 5 command line that changes the host', () => {
  it.each([
    'dnf5 install x',
    'dnf -y in x',
    'dnf5 -y reinstall x',
    'dnf5 upgrade',
    'dnf5 up',
    'dnf5 update -y',
    'dnf5 upgrade-minimal',
    'dnf5 remove x',
    'dnf5 rm x',
    'dnf5 autoremove',
    'dnf5 swap x y',
    'dnf5 dg x',
    'dnf5 dsync',
    'dnf5 distro-sync',
    'dnf5 do --action=install x',
    'dnf5 do --action install x',
    'dnf5 group install x',
    'dnf5 grp -y upgrade x',
    'dnf5 environment remove x',
    'dnf5 history undo 3',
    'dnf5 history -y rollback 3',
    'dnf5 replay /somewhere',
    'dnf5 builddep x',
    'dnf5 build-dep x',
    'dnf5 debuginfo-install x',
    'dnf5 --repo fedora install x',
    'dnf5 --repo=fedora install x',
    'dnf5 -x kernel install x',
    'dnf5 -xkernel install x',
    'dnf5 -yx kernel install x',
    'dnf5 -yqc /etc/x.conf install x',
    'dnf5 --setopt install_weak_deps=0 install x',
    'dnf5 --comment --downloadonly install x',
    'dnf5 --comment=--assumeno install x',
    'dnf5 install -- --downloadonly',
    'dnf5 install x --exclude --store',
    'dnf5 --setopt=tsflags=test install x',
    'dnf5 install list',
  ])('%s', (line) => {
    expect(intent(line)).toEqual(CHANGES);
  });
});

describe('a dnf 5 command line that changes nothing', () => {
  it.each([
    'dnf5',
    'dnf5 --version',
    'dnf5 repoquery install',
    'dnf5 -C repoquery --installed x',
    'dnf5 list install',
    'dnf5 search remove',
    'dnf5 info x',
    'dnf5 makecache',
    'dnf5 check-upgrade',
    'dnf5 check-update',
    'dnf5 group list',
    'dnf5 group info install',
    'dnf5 history list',
    'dnf5 history info undo',
    'dnf5 download x',
    'dnf5 --repo install list',
    'dnf5 -x install list',
    'dnf5 -xinstall list',
    'dnf5 mark user x',
    'dnf5 offline status',
    'dnf5 clean all',
    'dnf5 install --downloadonly x',
    'dnf5 --assumeno install x',
    'dnf5 upgrade --assumeno',
    'dnf5 install --store /somewhere x',
    'dnf5 install --store=/somewhere x',
  ])('%s', (line) => {
    expect(intent(line)).toEqual(NOTHING);
  });

  it('assumeno from the configuration', () => {
    expect(intent('dnf5 install x', 'dnf5-repos', { assumeno: true })).toEqual(NOTHING);
  });

  it('a mere test, where /usr is writable', () => {
    expect(intent('dnf5 --setopt=tsflags=test,nodocs install x', 'dnf5-goal')).toEqual(NOTHING);
    expect(intent('dnf5 --setopt=tsflags=test --setopt=tsflags=nodocs install x', 'dnf5-goal')).toEqual(CHANGES);
  });
});

describe("dnf 5's own overlay", () => {
  it.each(['dnf5 install --transient x', 'dnf5 --transient install x', 'dnf5 --setopt=persistence=transient install x', 'dnf5 --setopt persistence=transient upgrade'])(
    '%s: where bootc is',
    (line) => {
      expect(intent(line)).toEqual({ ...CHANGES, transientOn: ['bootc'] });
    },
  );

  it('by configuration, which the command line overrides', () => {
    expect(intent('dnf5 install x', 'dnf5-repos', { persistence: 'transient' }).transientOn).toEqual(['bootc']);
    expect(intent('dnf5 --setopt=persistence=persist install x', 'dnf5-repos', { persistence: 'transient' }).transientOn).toEqual([]);
  });

  it.each<[text: string, persistence: string | null]>([
    ['', null],
    ['[main]\ngpgcheck=1\n', null],
    ['[main]\npersistence=transient\n', 'transient'],
    ['[main]\npersistence = transient\n[fedora]\npersistence = persist\n', 'transient'],
    ['[main]\npersistence=auto\n  [other]\n[main]\npersistence=transient # why\n', 'transient'],
    ['# [main]\n# persistence=transient\n', null],
    ['[main]\n#persistence=transient\n', null],
  ])('%j', (text, persistence) => {
    expect(persistenceIn(text)).toBe(persistence);
  });

  it('keeps the file that --config or -c names', () => {
    expect(['--config=/a', '--config /a', '-c /a', '-c/a', '-yc /a'].map((option) => parseDnf5Command(`dnf5 ${option} install x`.split(' ')).configFile)).toEqual(Array(5).fill('/a'));
  });
});

it.each<[words: string, typed: string | null]>([
  ['/usr/bin/python3 /usr/bin/dnf-3 -y install x', 'dnf-3 -y install x'],
  ['/usr/bin/python3 -s /usr/bin/dnf install dnf5', 'dnf install dnf5'],
  ['dnf5 install x', 'dnf5 install x'],
  ['dnf5 install --transient x', null],
  ['dnf5 --setopt=persistence=transient install x', null],
  ['/usr/bin/python3 /usr/bin/ansible something dnf', null],
  ['/usr/bin/python3 /usr/bin/dnf-automatic', null],
  ['', null],
])('%s was typed as %s', (words, typed) => {
  expect(dnfWords(words.split(' '))?.join(' ') ?? null).toBe(typed);
});

describe('what the plugin of dnf 4 passes on', () => {
  const plain = { installroot: '/', packages: '1', downloadonly: 'False', assumeno: 'False', tsflags: '', persistence: 'auto' };
  const asked = (more: Partial<typeof plain>) => dnf4Intent(new Map(Object.entries({ ...plain, ...more })), (path) => path === '/');

  it.each<[more: Partial<typeof plain>, expected: object]>([
    [{}, CHANGES],
    [{ persistence: '' }, CHANGES],
    [{ tsflags: 'nodocs' }, CHANGES],
    [{ packages: '0' }, NOTHING],
    [{ downloadonly: 'True' }, NOTHING],
    [{ assumeno: 'True' }, NOTHING],
    [{ tsflags: 'nodocs,test' }, NOTHING],
    [{ installroot: '/mnt/root' }, { ...CHANGES, otherRoot: true }],
    [{ persistence: 'transient' }, { ...CHANGES, transientOn: ['ostree', 'bootc'] }],
    [{ persistence: 'persist' }, CHANGES],
  ])('%j', (more, expected) => {
    expect(asked(more)).toEqual(expected);
  });

  it('is a change of this host where it passes nothing', () => {
    expect(dnf4Intent(new Map(), (path) => path === '/')).toEqual(CHANGES);
  });
});

it.each(['toString', '__proto__'])('what every object has is no command: %s', (word) => expect(intent(`dnf5 ${word} x`)).toEqual(NOTHING));
