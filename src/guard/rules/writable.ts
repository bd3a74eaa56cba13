// This file holds the rules for a /usr that can be written, or about which nothing is known: allowed, noticed, or refused for its plan.

import { inOrder } from './rule.ts';
import { hasWritableOverlay, type Host } from '../../host/host.ts';

export const WRITABLE = inOrder([
  // This old recipe is for ordinary hosts with a read-only /usr partition. On an image-based host it would write into the deployment
  // itself, https://ostreedev.github.io/ostree/deployment/, and an overlay would become read/write for all, or refuse the remount.
  {
    name: 'own-remount',
    summary: "the administrator's own DPkg::Pre-Invoke makes /usr writable before dpkg runs",
    check: (host, request) => request.remountsUsr && remountCounts(host) ? 'allow' : null,
  },
  {
    name: 'usr-unknown',
    summary: 'nothing could tell whether /usr is writable, and a guard must not stop a healthy host',
    check: (host) => host.usr.writable === null ? 'allow' : null,
  },
  {
    name: 'writable-environment',
    summary: '/usr is writable in a container, an image build or a live system, where that is as it should be',
    check: (host) => host.usr.writable === true && host.environment !== 'host' ? 'allow' : null,
  },
  // Its package database is mounted still: what is installed now would be called installed when its files are gone.
  {
    name: 'persistent-hidden',
    summary: 'another overlay hides the persistent one on /usr, whose package database is in use',
    check: (host) => host.usr.writable === true && host.persistentHidden ? 'refuse' : null,
  },
  // dnf 5 keeps what is to be done offline in /usr/lib/sysimage, and does it at the next reboot.
  {
    name: 'offline',
    summary: 'the change is left to the next reboot, which takes the overlay on /usr away',
    check: (host, { offline }) => offline && hasWritableOverlay(host) && host.usrOverlay?.persistence === 'transient' ? 'refuse' : null,
  },
  // Another release is another image; in an overlay it would be gone soon, while its conversions of /etc and /var stay.
  {
    name: 'suite-change',
    summary: 'the plan takes the host to another release of its distribution',
    check: (host, { plan, config }) => hasWritableOverlay(host) && !config.allow.suiteChange && plan !== null && plan.suiteChange !== null ? 'refuse' : null,
  },
  // Tried: a kernel installed in an overlay left its files in the real /boot, where no package database knows them.
  {
    name: 'kernel',
    summary: 'the plan changes a kernel, an initramfs or a boot loader, and /boot outlives the overlay',
    check: (host, { plan, config }) => hasWritableOverlay(host) && host.bootOutlives && !config.allow.kernel && plan !== null && plan.bootPackages.length > 0 ? 'refuse' : null,
  },
  // An upper layer that fills up while dpkg works leaves packages half-installed, as a read-only /usr does.
  {
    name: 'larger-than-room',
    summary: 'the plan needs more room in /usr than the overlay has',
    check: (host, { plan, room, config }) => {
      if (!hasWritableOverlay(host) || config.allow.largerThanRoom || room === null || !plan?.bytes) return null;
      return plan.bytes + config.spaceMargin > room.free ? 'refuse' : null;
    },
  },
  {
    name: 'already-told',
    summary: 'an earlier hook of this transaction has said it',
    check: (host, request) => host.usr.writable === true && request.alreadyTold ? 'allow' : null,
  },
  {
    name: 'hotfix',
    summary: '/usr is writable through an ostree hotfix, which survives reboots',
    check: (host) =>
      host.usr.writable === true && host.usrOverlay?.backend === 'ostree' && host.usrOverlay.persistence === 'persistent' ? 'notice' : null,
  },
  {
    name: 'persistent-overlay',
    summary: '/usr is writable through an overlay that each boot of this image mounts again',
    check: (host) =>
      host.usr.writable === true && host.usrOverlay?.backend === 'native' && host.usrOverlay.persistence === 'persistent' ? 'notice' : null,
  },
  // See https://www.freedesktop.org/software/systemd/man/latest/systemd-sysext.html#--mutable=
  {
    name: 'sysext-mutable',
    summary: '/usr is writable through a mutable systemd-sysext merge',
    check: (host) => host.usr.writable === true && host.usrOverlay?.backend === 'sysext' ? 'notice' : null,
  },
  // By fstab, by usr.mount or by hand, with its upper directory on a disk; or one on / that an initramfs made.
  {
    name: 'foreign-overlay',
    summary: '/usr is writable through an overlay that this program did not make, and whose changes a reboot need not take away',
    check: (host) => host.usr.writable === true && host.usrOverlay !== null && host.usrOverlay.persistence !== 'transient' ? 'notice' : null,
  },
  {
    name: 'transient-overlay',
    summary: '/usr is writable only through an overlay that the next reboot takes away',
    check: (host) => host.usr.writable === true && host.usrOverlay !== null ? 'notice' : null,
  },
  // `mount -o remount,rw /usr` works on an ostree host without composefs, and what is written then is part of no image.
  {
    name: 'deployment-writable',
    summary: '/usr was remounted writable, so that changes go into the deployment itself',
    check: (host) => host.usr.writable === true && host.imageManager !== null ? 'notice' : null,
  },
  {
    name: 'ordinary-host',
    summary: '/usr is writable, with no overlay on it',
    check: (host) => host.usr.writable === true ? 'allow' : null,
  },
]);

/** Tells whether a hook of the administrator's that makes /usr writable changes the verdict: looking for one takes longer than all else. */
export function remountCounts(host: Host): boolean {
  return host.imageManager === null && host.usr.writable === false && host.usrOverlay === null;
}
