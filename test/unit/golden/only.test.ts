// What `up --only` and `down --only` say, and what is said of the folders that get no overlay of their own.
import { expect, it } from '@jest/globals';
import { parseFacts } from '../../../src/host/facts.ts';
import { judgeOnly, type Look, type OnlySituation } from '../../../src/only/judge-only.ts';
import { alreadyLine, downLine, keptWords, leftWords, mountLine, noneLine, onlyWords, removeLine, temporaryLine, UNREADABLE, unmountedWords, upLines, type OnlyReport } from '../../../src/only/words.ts';
import { parseMountinfo } from '../../../src/text/mountinfo.ts';
import { CHECKSUM, COMPOSEFS, DEPLOYMENT, LOCKED, MERGED, overlay, ROOT } from '../mount-lines.ts';
import { expectGolden, type Section } from './golden.ts';

const VAR = '51 20 254:0 /ostree/deploy/debian/var /var rw - ext4 /dev/vda rw';
const HOST = [DEPLOYMENT, LOCKED, `50 20 254:0 /ostree/deploy/debian/deploy/${CHECKSUM}.0/etc /etc rw - ext4 /dev/vda rw`, VAR];
const ON_LOCAL = '70 30 0:70 / /usr/local rw - overlay usr-overlay-only rw,lowerdir=/usr/local,upperdir=/run/apt-image-based/only/usr-local/upper';
const NATIVE = overlay('usr-overlay', 'rw', 'lowerdir=/usr,upperdir=/run/apt-image-based/storage/usr/upper');
const REPORT: OnlyReport = { path: '/usr/local', persistence: 'persistent', mounted: true, why: null, image: null, since: '2026-11-22T20:00:00.000Z', storedIn: '/var/lib/apt-image-based/only/usr-local', usedBytes: 4096 };

function refused(path: string, seen: Partial<Look> = {}, mounts: readonly string[] = HOST, more: Partial<OnlySituation> = {}, evidence = {}): Section {
  const text = mounts.join('\n');
  const answer = judgeOnly(
    { path, real: path, isThere: true, nearest: '/usr', weak: null, writable: false, ...seen },
    { facts: parseFacts({ mountinfo: text, 'ostree-booted': '', ...evidence }), mounts: parseMountinfo(text), programs: ['/usr/libexec/apt-image-based'], unit: true, persist: false, ...more },
  );
  return ['refused', [typeof answer === 'string' || answer === null ? 'is not refused' : `error: ${answer.line}`]];
}

const persist = { persist: true };
const REFUSED: Section[] = [
  refused('/usr'), refused('/var/lib/dpkg'), refused('/usr/bin'), refused('/usr/lib/sysimage'), refused('/usr/libexec/apt-image-based'), refused('/usr/local/a,b'),
  refused('/usr/local', { real: null, isThere: false, nearest: '/usr/share' }), refused('/usr/local', { real: null }), refused('/usr/local', { real: '/var/usrlocal', writable: true }), refused('/usr/local', { real: '/opt/local' }),
  refused('/usr/local', { weak: '/usr' }),
  refused('/usr/local', { writable: true }, [ROOT]), refused('/usr/local/bin', { writable: true }, [...HOST, ON_LOCAL]), refused('/usr/local', {}, [...HOST, ON_LOCAL.replace('/usr/local rw', '/usr/local/lib rw')]),
  refused('/usr/local', {}, [...HOST, NATIVE]), refused('/usr/local', {}, [COMPOSEFS, VAR, MERGED.replace('40 30', '40 20')]), refused('/usr/local', {}, [ROOT], {}, { environment: 'container=yes' }),
  refused('/usr/local', {}, HOST, { ...persist, unit: false }), refused('/usr/local', {}, [DEPLOYMENT, LOCKED, '51 20 0:60 / /var rw - tmpfs tmpfs rw'], persist), refused('/usr/local', {}, [DEPLOYMENT, LOCKED, VAR.replaceAll('rw', 'ro')], persist),
];

const SECTIONS: Section[] = [
  ['up --only', upLines(['/usr/local'], false)],
  ['up --only, two folders', upLines(['/usr/local', '/opt'], false)],
  ['up --only --persist', upLines(['/usr/local'], true)],
  ['up --only --persist, two folders', upLines(['/usr/local', '/opt'], true)],
  ['up --only --dry-run', [mountLine('/usr/local', false), mountLine('/usr/local', true)]],
  ['up --only, where one is on', [alreadyLine('/usr/local', false), alreadyLine('/usr/local', true), `error: ${temporaryLine('/usr/local')}`]],
  ['down --only', [downLine('/usr/local'), noneLine('/usr/local')]],
  ['down --only --dry-run', [removeLine('/usr/local')]],
  ['status', [onlyWords({ ...REPORT, persistence: 'transient' }), onlyWords(REPORT), onlyWords({ ...REPORT, mounted: false }), onlyWords({ ...REPORT, mounted: false, why: 'this image has no such folder' })]],
  ['at a boot', [unmountedWords('/usr/local', 'this image has no such folder'), UNREADABLE, leftWords('/usr/local/bin/x'), keptWords('/usr/local', ['bin/a']), keptWords('/usr/local', ['a', 'b', 'c', 'd', 'e', 'f'])].map((line) => `warning: ${line}`)],
  ['up --only, refused', REFUSED.flatMap(([, lines]) => lines)],
];

it('is the golden text', () => expectGolden('only', SECTIONS));

it('each of these folders is refused', () => expect(REFUSED.flatMap(([, lines]) => lines)).not.toContain('is not refused'));
