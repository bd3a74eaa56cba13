// Whether what each of them says of the host after a step is what is expected there, and so the same.
import type { Backend } from './rows.ts';
import type { Seen } from './seen.ts';
import type { Step } from './steps.ts';

/** One line for each thing that differs; none is good. `base`: the mounts on /usr that the image has. */
export function judge(step: Step, backend: Backend, seen: Seen, base: number): string[] {
  const { overlay, packages, holders } = step.expected;
  const isOn = overlay !== null;
  const writable = overlay === 'readWrite';
  const { status } = seen;
  const top = seen.mounts.at(-1);
  const programs = isOn ? packages : [];
  const table: [what: string, seen: unknown, expected: unknown][] = [
    ['exit code', seen.code, step.code],
    ['findmnt: mounts on /usr', seen.mounts.length, base + (isOn ? 1 : 0)],
    ['a file can be made in /usr', seen.writable, writable],
    ['status: usr', status.usr, { writable, mountPoint: top?.target ?? '/', fsType: top?.fstype ?? 'overlay' }],
    ['status: overlay', status.usrOverlay && [status.usrOverlay.backend, status.usrOverlay.accessMode, status.usrOverlay.persistence], isOn ? [backend.called, overlay, 'transient'] : null],
    ['status: image manager', status.imageManager, backend.bootc ? 'bootc' : seen.ostree === null ? null : 'ostree'],
    ['status: what follows', status.followers, seen.ours.filter((path) => path !== '/run/apt-image-based/storage')],
    ['status: the package database follows', status.followers.includes('/var/lib/dpkg'), isOn],
    ['status: disagreements', status.disagreements, []],
    ['status: holders', status.holders, holders],
    ['ostree admin status', seen.ostree, seen.ostree === null ? null : !isOn || backend.called !== 'ostree' ? 'none' : writable ? 'development' : 'transient'],
    ['bootc status', seen.bootc, backend.bootc && isOn ? { accessMode: overlay, persistence: 'transient' } : null],
    ['dpkg: audit and verify', seen.audit, ''],
    ["dpkg: packages that are not the image's", seen.packages, [...packages].sort()],
    ["programs that are not the image's", seen.programs, [...programs].sort()],
    ["programs in the overlay's upper directory", seen.upper, [...programs].sort()],
  ];
  if (isOn) table.push(['findmnt: the overlay', top && [top.fstype, isReadOnly(top['vfs-options'])], ['overlay', !writable]]);
  else table.push(['left behind', seen.left.filter((path) => !isKept(path) && step.leaves?.test(path) !== true), []], ['mounts left behind', seen.ours, []]);
  const differing = table.filter(([, one, other]) => JSON.stringify(one) !== JSON.stringify(other)).map(([what, one, other]) => `${what}: ${JSON.stringify(one)}, expected ${JSON.stringify(other)}`);
  return step.says?.test(seen.said) === false ? [...differing, `said: ${JSON.stringify(seen.said)}, expected ${String(step.says)}`] : differing;
}

function isReadOnly(options: string): boolean {
  return options.split(',').includes('ro');
}

/** Not of an overlay on /usr: our lock file, who has had a notice, ostree's folders of the deployment and of root.transient. And the log, which is there to stay. */
function isKept(path: string): boolean {
  const ours = /^\/run\/apt-image-based\/(lock|told(\/\d+\.\w+)?)$|^\/var\/lib\/apt-image-based\/log(\/[^/]+\.json)?$/;
  return ours.test(path) || /\/(deployment-state|backing)\/[0-9a-f]{64}\.\d+(\/root-transient(\/.*)?)?$/.test(path);
}
