// SELinux in enforcing mode: by hand at a login (unconfined_t), by a unit (initrc_t), and over reboots. Nothing that this program does or
// brings is denied, and everything has the label of its place.
import type { Boot, Step } from '../step.ts';
import { NOTICE, REFUSAL } from './words.ts';

/** Whatever was denied to this program, to apt and dpkg, or to anybody by the overlay's layers, as the kernel and user space tell. */
const DENIED = "ausearch --message avc,user_avc,selinux_err --start boot --interpret 2>/dev/null | grep -E '^type=(AVC|USER_AVC|SELINUX_ERR) ' | grep -E 'usr-overlay|apt-image-based|comm=(mount|umount|runcon|unshare|nsenter|restorecon|apt|apt-get|dpkg|tiny-.*|nginx)|ostree-unlock|motd' | grep -v /run/e2e/ || echo none";

const at = (typed: string, more: Partial<Step> = {}): Step => ({ typed, login: true, ...more });
const noneDenied: Step = { typed: DENIED, says: 'none' };
// By a pipe: setfiles_t may not write to the file that has this step's output. What is kept has the label of its own place.
const labels = (paths: string): Step => ({ typed: `restorecon -nvR -e /var/lib/apt-image-based/kept ${paths} 2>&1 | grep -vE 'no default label|exclude path'`, code: 1, says: '' });
/** That what is denied is found, by something that is none of ours: just that file. */
const denialIsSeen: Step = { typed: "restorecon -nv /etc/hostname >/run/e2e/control; ausearch --message avc --start boot --interpret | grep -q 'comm=restorecon.*/run/e2e/control' && echo seen", says: 'seen' };

const locked: readonly Step[] = [
  { typed: 'getenforce', says: 'Enforcing' },
  { typed: 'id -Z', sees: [':initrc_t:'] },
  at('id -Z', { sees: [':unconfined_t:'] }),
  at('usr-overlay check --explain', { code: 10, sees: [/SELinux: +enforcing, and this program runs as unconfined_u:unconfined_r:unconfined_t:/] }),
  { typed: 'usr-overlay check --explain', code: 10, sees: [/SELinux: +enforcing, and this program runs as system_u:system_r:initrc_t:/] },
  at('usr-overlay report /run/report && cat /run/report/environment', { sees: ['selinux=enforcing', 'selinux-context=unconfined_u'] }),
  { typed: 'apt-get update' },
  at('apt-get install -y tiny-app', { code: 100, sees: [REFUSAL], lacks: ['the detector'] }),
  { typed: 'apt-get install -y tiny-app', code: 100, sees: [REFUSAL], lacks: ['the detector'] },
  at('apt-get -s install tiny-app', { sees: ['Inst tiny-app'], lacks: [REFUSAL] }),
];

const byHand: readonly Step[] = [
  at('usr-overlay', { sees: ['All changes there will be discarded on reboot.'] }),
  at('apt-get install -y tiny-app nginx-light', { sees: [NOTICE, 'Setting up tiny-app (1.0)', 'Setting up nginx'] }),
  { typed: 'tiny-app', says: 'tiny-app 1.0' },
  { typed: 'systemctl is-active nginx && ps -o label= -C nginx', sees: ['active', ':httpd_t:'] },
  at('su www-data -s /bin/sh -c tiny-app', { says: 'tiny-app 1.0' }),
  { typed: 'ls -Z /run/motd.d/apt-image-based', sees: [':pam_motd_runtime_t:'] },
  // Somebody who logs in at a terminal is told.
  { typed: 'echo exit | ssh -tt -i /usr/lib/e2e-key -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR root@127.0.0.1', sees: ['/usr has an overlay since'] },
  labels('/usr /etc /var/lib/dpkg /var/lib/pam /var/lib/apt-image-based /run/motd.d /run/apt-image-based'),
  at('usr-overlay status', { sees: ['transient, read/write', 'tiny-app'] }),
  at('usr-overlay diff', { sees: ['/usr/sbin/nginx', '/etc/tiny-app.conf (as shipped)'] }),
  at('usr-overlay log', { sees: ['tiny-app 1.0'] }),
  at('usr-overlay down', { code: 75, sees: ['nginx.service'] }),
  at('systemctl stop nginx && usr-overlay down', { sees: ['The overlay on /usr was removed'] }),
  { typed: 'ls /etc/tiny-app.conf /etc/nginx', code: 2 },
  labels('/etc /var/lib/dpkg /var/lib/apt-image-based'),
  at('usr-overlay doctor', { sees: ['Nothing is wrong'] }),
  at('usr-overlay run apt-get install -y tiny-install', { sees: ['Setting up tiny-install (1.0)'] }),
  at('tiny-install; touch /usr/not-for-the-host', { code: 1, sees: ['tiny-install 1.0', 'Read-only file system'] }),
  at('usr-overlay down', { sees: ['The overlay on /usr was removed'] }),
  // A unit does the same as a login.
  { typed: 'usr-overlay run apt-get install -y tiny-install && tiny-install', sees: ['tiny-install 1.0'] },
  { typed: 'usr-overlay down', sees: ['The overlay on /usr was removed'] },
  at('usr-overlay && apt-get install -y tiny-app', { sees: [NOTICE, 'Setting up tiny-app (1.0)'] }),
  { typed: 'systemctl enable usr-overlay.service', sees: ['multi-user.target.wants/usr-overlay.service'] },
  denialIsSeen,
  noneDenied,
];

const service: readonly Step[] = [
  { typed: 'getenforce', says: 'Enforcing' },
  { typed: 'systemctl is-active usr-overlay.service', says: 'active' },
  // journalctl_t shows nothing to a service: systemd itself is asked.
  { typed: 'systemctl show --property=ActiveState,Result usr-overlay.service', sees: ['Result=success', 'ActiveState=active'] },
  { typed: 'systemctl show --property=ConditionResult,Result apt-image-based-put-back.service', sees: ['Result=success', 'ConditionResult=yes'] },
  { typed: 'ls /etc/tiny-app.conf', code: 2 },
  labels('/etc /var/lib/dpkg /var/lib/apt-image-based'),
  { typed: 'systemctl --failed --no-legend --plain', lacks: ['usr-overlay', 'apt-image-based', 'nginx'] },
  at('usr-overlay', { sees: ['already mounted'] }),
  // overlayfs asks whether the one who mounted it may do what others do now.
  at('apt-get install -y tiny-app nginx-light', { sees: [NOTICE, 'Setting up tiny-app (1.0)'], lacks: ['Permission denied'] }),
  { typed: 'systemctl is-active nginx && ps -o label= -C nginx', sees: ['active', ':httpd_t:'] },
  at('su www-data -s /bin/sh -c tiny-app', { says: 'tiny-app 1.0' }),
  labels('/usr /etc /var/lib/dpkg /run/motd.d /run/apt-image-based'),
  { typed: 'systemctl stop nginx; systemctl disable usr-overlay.service' },
  denialIsSeen,
  noneDenied,
];

const after: readonly Step[] = [
  { typed: 'systemctl is-active usr-overlay.service', code: 3, says: 'inactive' },
  { typed: 'ls /etc/tiny-app.conf /etc/nginx', code: 2 },
  { typed: 'tiny-app', code: 127 },
  labels('/etc /var/lib/dpkg /var/lib/apt-image-based'),
  at('dpkg --audit; apt-get check && usr-overlay doctor', { sees: ['Nothing is wrong'] }),
  { typed: 'systemctl start usr-overlay.service && touch /usr/it-is-on' },
  { typed: 'systemctl stop usr-overlay.service && systemctl is-active usr-overlay.service', code: 3, says: 'inactive' },
  { typed: 'touch /usr/it-is-off', code: 1, sees: ['Read-only file system'] },
  denialIsSeen,
  noneDenied,
];

export const SELINUX: Boot[] = [
  { title: 'locked, then an overlay by hand, and by a unit', steps: [...locked, ...byHand] },
  { title: 'usr-overlay.service has put an overlay on', steps: service },
  { title: 'the service is off again', steps: after },
];
