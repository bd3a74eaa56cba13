// From the text of configuration files to what holds, and to where what is wrong stands.
import { describe, expect, it } from '@jest/globals';
import { parseConfigCapture, renderConfigFiles } from '../../../src/config/captured-config.ts';
import { CONFIG_LIMIT, DEFAULT_CONFIG, SETTING_NAMES, type Config } from '../../../src/config/config.ts';
import { parseConfigFiles, type ConfigFile } from '../../../src/config/config-files.ts';

const parse = (...texts: string[]) => parseConfigFiles(texts.map((text, index) => ({ path: `/${String(index + 1)}.toml`, text })));
const { allow, overlay, kept } = DEFAULT_CONFIG;

/** Per key a file that sets it, what comes of it, and values that it does not take. */
const KEYS: [key: string, text: string, changes: Partial<Config>, wrong: string[]][] = [
  ['policy', 'policy = "off"', { policy: 'off' }, ['"warn"', '"OFF"', 'false', '["off"]']],
  ['message', 'message = """\nAsk us.\nWe help.\n"""', { message: 'Ask us.\nWe help.\n' }, ['7', '"a\\nb\\nc\\nd\\ne"', `"${'x'.repeat(201)}"`, `"short\\n${'x'.repeat(201)}"`]],
  ['documentation', 'documentation = "https://wiki.example"', { documentation: 'https://wiki.example' }, ['true', '"two\\nlines"']],
  ['space-margin', 'space-margin = "64M"', { spaceMargin: 64 * 1024 ** 2 }, ['-1', '1.5', 'nan', '"64"', '"64 M"', '"64MB"', '"x64M"', '["64M"]', '"10%"', '1e30']],
  ['remount-hooks', 'remount-hooks = ["/opt/rw", "rw.service"]', { remountHooks: ['/opt/rw', 'rw.service'] }, ['"/opt/rw"', '[1]', '[""]', '["/opt/rw now"]', '["a;b"]']],
  ['allow.larger-than-room', '[allow]\nlarger-than-room = true', { allow: { ...allow, largerThanRoom: true } }, ['1', '"true"']],
  ['allow.kernel', '[allow]\nkernel = true', { allow: { ...allow, kernel: true } }, ['"yes"', '{}']],
  ['allow.suite-change', 'allow = { suite-change = true }', { allow: { ...allow, suiteChange: true } }, ['[]']],
  ['overlay.backend', 'overlay.backend = "native"', { overlay: { ...overlay, backend: 'native' } }, ['"overlayfs"', '1979-05-27']],
  ['overlay.storage', '[overlay]\nstorage = "/var/scratch"', { overlay: { ...overlay, storage: '/var/scratch' } }, ['"var"', '"./x"', '"/a\\u0000b"']],
  ['overlay.size', '[overlay]\nsize = "30%"', { overlay: { ...overlay, size: '30%' } }, ['"0M"', '512', '"1T"', '"1xM"', '"x1M"', '"512M,mode=777"']],
  ['overlay.follow', '[overlay]\nfollow = ["/srv/a", "/srv/b"]', { overlay: { ...overlay, follow: ['/srv/a', '/srv/b'] } }, ['"/srv"', '["srv"]', '[1]', '[["/srv"]]']],
  ['overlay.only', '[overlay]\nonly = ["/usr/local"]', { overlay: { ...overlay, only: ['/usr/local'] } }, ['"/usr/local"', '["usr"]']],
  ['kept.days', '[kept]\ndays = 30', { kept: { ...kept, days: 30 } }, ['0', '1.5', '"30"', '-1', '36501', 'inf']],
  ['kept.size', '[kept]\nsize = "2G"', { kept: { ...kept, bytes: 2 * 1024 ** 3 } }, ['-1', '"2T"', '"10%"', 'true']],
];

it('tests every key there is', () => {
  expect(KEYS.map(([key]) => key)).toEqual(SETTING_NAMES);
});

describe.each(KEYS)('%s', (key, text, changes, wrong) => {
  it('changes that and nothing else', () => {
    expect(parse(text)).toEqual({ config: { ...DEFAULT_CONFIG, ...changes }, problems: [] });
  });

  it.each(wrong)('does not take %s, and has its default', (value) => {
    const { config, problems } = parse(text, `\n${key} = ${value}`);
    expect(problems).toEqual([{ file: '/2.toml', line: 2, key, reason: expect.stringContaining('must be ') }]);
    expect(config).toEqual(DEFAULT_CONFIG);
  });
});

it.each<[string, Partial<Config>]>([
  ['message = "a\\nb\\nc\\nd\\n"', { message: 'a\nb\nc\nd\n' }],
  [`message = "${'x'.repeat(200)}"`, { message: 'x'.repeat(200) }],
  ['space-margin = 0', { spaceMargin: 0 }],
  ['space-margin = 5000', { spaceMargin: 5000 }],
  ['space-margin = "2K"', { spaceMargin: 2048 }],
  ['space-margin = "1G"', { spaceMargin: 1024 ** 3 }],
  ['overlay.storage = "tmpfs"', { overlay: { ...overlay, storage: 'tmpfs' } }],
  ['overlay.size = "5%"', { overlay: { ...overlay, size: '5%' } }],
  ['overlay.size = "12g"', { overlay: { ...overlay, size: '12g' } }],
  ['overlay.backend = "auto"', { overlay: { ...overlay, backend: 'auto' } }],
  ['overlay.backend = "bootc"', { overlay: { ...overlay, backend: 'bootc' } }],
  ['overlay.backend = "ostree"', { overlay: { ...overlay, backend: 'ostree' } }],
])('takes %s', (text, changes) => {
  expect(parse(text)).toEqual({ config: { ...DEFAULT_CONFIG, ...changes }, problems: [] });
});

it('without a file refuses, with 16M to spare, and puts overlays into a tmpfs', () => {
  expect(DEFAULT_CONFIG).toEqual({
    policy: 'refuse', message: null, documentation: null, spaceMargin: 16 * 1024 ** 2, remountHooks: [],
    allow: { largerThanRoom: false, kernel: false, suiteChange: false },
    overlay: { backend: 'auto', storage: 'tmpfs', size: null, follow: [], only: [] },
    kept: { days: 180, bytes: 1024 ** 3 },
  });
});

describe('several files', () => {
  it('are laid over each other key by key', () => {
    const { config } = parse('policy = "off"\nmessage = "a"\n[allow]\nkernel = true', 'message = "b"\n[allow]\nsuite-change = true', 'policy = "refuse"');
    expect(config).toEqual({ ...DEFAULT_CONFIG, message: 'b', allow: { ...allow, kernel: true, suiteChange: true } });
  });

  it('keep an explicit "off" beside a key that is wrong', () => {
    expect(parse('policy = "off"\nmesage = "a"').config.policy).toBe('off');
    expect(parse('policy = "off"', '[allow]\nkernel = 1').config.policy).toBe('off');
  });

  it.each<[string, ConfigFile]>([
    ['is no TOML', { path: '/2.toml', text: 'policy = of' }],
    ['may not be read', { path: '/2.toml', reason: 'does not belong to root' }],
  ])('put what weakens the guard back where a later one %s', (_, broken) => {
    const first = { path: '/1.toml', text: 'policy = "off"\nspace-margin = 0\nmessage = "a"\n[allow]\nkernel = true\n[overlay]\nsize = "1G"' };
    expect(parseConfigFiles([first, broken]).config).toEqual({ ...DEFAULT_CONFIG, message: 'a', overlay: { ...overlay, size: '1G' } });
    expect(parseConfigFiles([broken, first]).config.policy).toBe('off');
  });
});

it('says why a file may not be read, or is no TOML', () => {
  const { problems } = parseConfigFiles([{ path: '/a', reason: 'does not belong to root' }, { path: '/b', text: 'policy = "off"\npolicy = of' }]);
  expect(problems).toEqual([
    { file: '/a', line: null, key: null, reason: 'does not belong to root' },
    { file: '/b', line: 2, key: null, reason: expect.stringMatching(/^invalid TOML: [^\n]+$/) },
  ]);
});

it.each<[string, number | null, string | null]>([
  ['polcy = "off"', 1, 'polcy'],
  ['# a comment\n\n[allow]\n\nkernell = true', 5, 'allow.kernell'],
  ['message = """\nkernel = 1\n"""\n[allow]\n"kernel" = 1', 5, 'allow.kernel'],
  ['allow.kernel = 1', 1, 'allow.kernel'],
  ['policy = "refuse"\nallow = {\n  kernel = 1 }', 2, 'allow.kernel'],
  ['[overlay]\nfollow = [\n  "/a",\n  "b",\n]', 2, 'overlay.follow'],
  ['allow = 3', 1, 'allow'],
  ['[[allow]]\nkernel = true', 1, 'allow'],
  ['[overlay.follow]\na = 1', 1, 'overlay.follow'],
  ['[journal]\nlevel = 1', 1, 'journal'],
  ['policy = "off"\r\nkernel = true\r\n', 2, 'kernel'],
  ['policy = "off"\npolicy = "refuse"', 2, null],
  ['[allow\nkernel = true', 1, null],
])('%j: line %j, key %j', (text, line, key) => {
  const [problem, ...more] = parse(text).problems;
  expect([problem?.line, problem?.key, more]).toEqual([line, key, []]);
});

describe('a captured configuration', () => {
  it('is read back as it was', () => {
    const files: ConfigFile[] = [{ path: '/a', text: 'policy = "off"\n' }, { path: '/b', reason: 'is not a regular file' }];
    expect(parseConfigCapture(renderConfigFiles(files))).toEqual(files);
  });

  it.each([undefined, '', '{}', 'null', '[1, null, {}, {"text": "policy = 1"}]'])('of %j is none', (text) => {
    expect(parseConfigCapture(text)).toEqual([]);
  });

  it('of a stranger is bounded', () => {
    expect(parseConfigCapture(JSON.stringify([{ path: '/a', text: '\n'.repeat(CONFIG_LIMIT + 1) }]))).toEqual([{ path: '/a', reason: 'is too large' }]);
    expect(parseConfigCapture(JSON.stringify([{ path: '/a', text: '\n'.repeat(CONFIG_LIMIT) }]))).toEqual([{ path: '/a', text: '\n'.repeat(CONFIG_LIMIT) }]);
    expect(parseConfigCapture(JSON.stringify(Array(101).fill({ path: '/a', text: '' })))).toHaveLength(100);
  });

  it.each(['{"path":"/a"}', '{"path":"/a","text":7,"reason":null}'])('lacks the file of %s', (file) => {
    expect(parseConfigCapture(`[${file}]`)).toEqual([{ path: '/a', reason: 'is missing in the captured host' }]);
  });
});
