// This file holds the sentence with which `status` begins: what state /usr is in, and what to do next.

import type { Host } from '../../host/host.ts';

/** Returns the sentence. A read-only /usr without an overlay that can be written to gets the first hint of a refusal, if there is one. */
export function stateLine({ usr, usrOverlay, environment, imageManager }: Host, hint: string | null): string {
  if (usr.writable === null) return 'Whether /usr can be written to is not known.';
  if (usrOverlay?.backend === 'sysext' && usr.writable) return '/usr is writable while the system extensions are merged.';
  if (usr.writable && usrOverlay !== null) return writable(usrOverlay);
  if (usr.writable && imageManager !== null && environment === 'host') return '/usr was remounted writable: changes go into the deployment itself.';
  if (usr.writable) return environment === 'host' ? '/usr is writable, without an overlay: packages can be installed.' : '/usr is writable.';
  if (usrOverlay?.accessMode === 'readOnly' && usrOverlay.persistence === 'transient' && usrOverlay.backend !== 'sysext') {
    return '/usr is on an overlay that only `usr-overlay run` can write to. To make it writable for all: `usr-overlay`';
  }
  return `/usr is read-only.${hint === null ? '' : ` ${hint.charAt(0).toUpperCase()}${hint.slice(1)}`}`;
}

function writable({ persistence, backend }: NonNullable<Host['usrOverlay']>): string {
  if (persistence === 'persistent') return backend === 'ostree' ? '/usr has a hotfix: changes are kept until the next image is deployed.' : '/usr is writable through an overlay that keeps changes.';
  if (persistence === null) return '/usr is writable through an overlay that usr-overlay did not make.';
  return backend === 'unknown' ? '/usr is writable; the next reboot discards changes.' : '/usr is writable until the next reboot. To discard all changes now: `usr-overlay down`';
}
