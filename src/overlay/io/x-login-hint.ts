// The line that whoever logs in reads while an overlay is on /usr.

import type { TurnedOn, UsrOverlay } from '../../host/usr-overlay.ts';
import { momentWords } from '../../output/moment.ts';

export function loginHint({ accessMode, persistence }: UsrOverlay, { since }: Pick<TurnedOn, 'since'>): string {
  const when = since === null ? '' : ` since ${momentWords(since)}`;
  if (persistence === 'persistent') return `/usr has a hotfix${when}: what is installed in it survives reboots, until the next image is deployed. \`usr-overlay diff\` shows it.`;
  const what = accessMode === 'readOnly' ? `a read-only overlay${when}, for \`usr-overlay run\`` : `an overlay${when}`;
  return `/usr has ${what}: what is installed in it is lost at the next reboot. \`usr-overlay diff\` shows it, \`usr-overlay down\` takes it off.`;
}
