// This file puts the shells' completions where each shell looks for them when either of the two names is typed.
import { readFileSync } from 'node:fs';
import { COMMANDS } from '../../src/cli/commands/index.ts';
import { renderCompletion, type Shell } from '../completion/render.ts';
import { fromRoot } from '../paths.ts';
import { file, link, type Entry } from './entry.ts';

/** Debian keeps packages' zsh functions apart from the administrator's, hence `zshFolder`. */
export function completions(zshFolder: 'vendor-completions' | 'site-functions'): Entry[] {
  const render = (shell: Shell): string => renderCompletion(shell, readFileSync(fromRoot('packaging/completion', `usr-overlay.${shell}`), 'utf8'), COMMANDS);
  return [
    file('usr/share/bash-completion/completions/usr-overlay', render('bash')),
    link('usr/share/bash-completion/completions/usroverlay', 'usr-overlay'),
    file('usr/share/fish/vendor_completions.d/usr-overlay.fish', render('fish')),
    link('usr/share/fish/vendor_completions.d/usroverlay.fish', 'usr-overlay.fish'),
    file(`usr/share/zsh/${zshFolder}/_usr-overlay`, render('zsh')),
  ];
}
