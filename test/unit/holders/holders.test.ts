import { describe, expect, it } from '@jest/globals';
import { couldBeUsr, overlaysOnUsr, parseMaps, splitDeleted } from '../../../src/holders/holders.ts';
import { isAskingFor, parseUnit } from '../../../src/system/processes/callers.ts';
import { nameOfUser } from '../../../src/system/processes/caller.ts';
import { parseFacts } from '../../../src/host/facts.ts';
import { parseMountinfo } from '../../../src/text/mountinfo.ts';
import { EROFS, HOTFIX, MERGED, overlay } from '../mount-lines.ts';

describe('what /proc says of a process', () => {
  it('names each mapped file once, with the device as mountinfo writes it', () => {
    const maps = [
      '5629e0d4b000-5629e0d4d000 r--p 00000000 00:28 1234                       /usr/bin/sleep',
      '5629e0d4d000-5629e0d52000 r-xp 00002000 00:28 1234                       /usr/bin/sleep',
      '00400000-00401000 r--p 00000000 fe:00 77                                 /usr/lib/a name (deleted)',
      '7ffd1c9e6000-7ffd1ca07000 rw-p 00000000 00:00 0                          [stack]',
      '7f0000000000-7f0000001000 rw-p 00000000 00:00 0 ',
      'nonsense',
    ].join('\n');
    expect(parseMaps(maps)).toEqual([
      { range: '5629e0d4b000-5629e0d4d000', device: '0:40', path: '/usr/bin/sleep' },
      { range: '400000-401000', device: '254:0', path: '/usr/lib/a name (deleted)' },
    ]);
  });

  it.each<[string, string | null]>([
    ['0::/system.slice/nginx.service\n', 'nginx.service'],
    ['0::/system.slice/system-getty.slice/getty@tty1.service\n', 'getty@tty1.service'],
    ['0::/user.slice/user-1000.slice/session-3.scope\n', 'session-3.scope'],
    ['0::/user.slice/user-1000.slice/user@1000.service/app.slice/own.service\n', 'user@1000.service'],
    ['5:memory:/elsewhere.service\n1:name=systemd:/system.slice/cron.service\n', 'cron.service'],
    ['1:name=systemd:/\n0::/system.slice/cron.service\n', 'cron.service'],
    ['12:name=systemd:/system.slice/cron.service\n', 'cron.service'],
    ['0::/system.slice/cron.service.d\n', null],
    ['10::/system.slice/cron.service\n', null],
    ['0::/\n', null],
    ['', null],
  ])('unit of %j', (text, unit) => {
    expect(parseUnit(text)).toBe(unit);
  });

  it('names the user, or gives the number', () => {
    const passwd = 'root:x:0:0:root:/root:/bin/sh\nwww-data:x:33:33::/var/www:/bin/false\n';
    expect([nameOfUser(passwd, '33'), nameOfUser(passwd, '3'), nameOfUser(':x:5:5::/:/bin/sh\n', '5')]).toEqual(['www-data', '3', '5']);
  });

  it("takes the kernel's mark off a deleted file", () => {
    expect(splitDeleted('/usr/bin/sleep (deleted)')).toEqual({ path: '/usr/bin/sleep', deleted: true });
    expect(splitDeleted('/usr/bin/sleep')).toEqual({ path: '/usr/bin/sleep', deleted: false });
    expect(splitDeleted('/usr/bin/a (deleted).txt')).toEqual({ path: '/usr/bin/a (deleted).txt', deleted: false });
  });
});

it.each([
  ['/bin/sleep', true],
  ['/lib/x86_64-linux-gnu/libc.so.6 (deleted)', true],
  ['/', true],
  ['/usr/bin/sleep', false],
  ['/etc/passwd', false],
  ['/opt/tool', false],
])('%s, in an overlay that is mounted nowhere, can be of one on /usr: %s', (path, could) => {
  expect(couldBeUsr(path, new Set(['bin', 'lib', 'share']))).toBe(could);
});

it.each([
  [['systemctl', 'stop', 'usr-overlay.service'], true],
  [['/usr/bin/systemctl', 'disable', '--now', 'usr-overlay'], true],
  [['systemctl', 'stop', 'usr-overlay-else.service'], false],
  [['systemctl', 'start', 'nginx'], false],
  [['tail', 'usr-overlay.service'], false],
  [['/opt/no-systemctl', 'stop', 'usr-overlay'], false],
  [['systemctl-tui', 'usr-overlay'], false],
  [[], false],
])('%j asks for usr-overlay.service: %s', (words, asks) => {
  expect(isAskingFor(words, 'usr-overlay.service')).toBe(asks);
});

describe('the overlays on /usr in a mount table', () => {
  const found = (line: string, device = 'none') => overlaysOnUsr(parseMountinfo(line), parseFacts({}), new Set([device])).length === 1;
  const unknown = overlay('overlay', 'rw', 'lowerdir=/usr,upperdir=/x');

  it.each<[string, boolean, string]>([
    ['one that is lost at reboot', true, overlay('usr-overlay', 'rw', 'upperdir=/run/x')],
    ["ostree's", true, overlay('overlay', 'rw')],
    ['not a hotfix', false, HOTFIX],
    ["not somebody's", false, unknown],
    ['not a merge', false, MERGED],
    ['not another file system', false, EROFS.replace('erofs /dev/loop0', 'erofs usr-overlay')],
    ['not one elsewhere', false, overlay('usr-overlay', 'rw', 'upperdir=/run/x').replace(' /usr ', ' /opt ')],
    ['not a bind of one', false, overlay('usr-overlay', 'rw', 'upperdir=/run/x').replace(' / /usr', ' /usr /usr')],
  ])('%s', (_, expected, line) => {
    expect(found(line)).toBe(expected);
  });

  it.each([[HOTFIX], [unknown], [MERGED]])("whatever is on the host's own /usr: %s", (line) => {
    expect(found(line, '0:50')).toBe(true);
  });
});
