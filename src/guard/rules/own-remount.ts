// An old recipe on ordinary hosts with a read-only /usr partition; on an image-based host it would write into the deployment
// itself: https://ostreedev.github.io/ostree/deployment/. An overlay would become read/write for all, or refuse the remount.

import type { Rule } from './rule.ts';

export const ownRemount: Rule = {
  name: 'own-remount',
  summary: "the administrator's own DPkg::Pre-Invoke makes /usr writable before dpkg runs",
  check: (host, request) =>
    request.remountsUsr && host.imageManager === null && host.usr.writable === false && host.usrOverlay === null ? 'allow' : null,
};
