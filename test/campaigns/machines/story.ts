// The story that every suite's machine lives through, boot by boot.
import type { Image } from './image.ts';
import type { Boot } from './step.ts';
import { dnfGone, dnfLocked, dnfOverlaid } from './story/dnf.ts';
import { experiment } from './story/experiment.ts';
import { hotfixOn, hotfixStays } from './story/hotfix.ts';
import { locked } from './story/locked.ts';
import { SELINUX } from './story/selinux.ts';
import { forgotten, runAndDown } from './story/reboot.ts';
import { serviceOff, serviceOn } from './story/service.ts';

export function storyOf({ dnf, selinux }: Image): Boot[] {
  if (selinux) return SELINUX;
  return [
    { title: 'locked, then an experiment', steps: [...locked, ...(dnf ? dnfLocked : []), ...experiment, ...(dnf ? dnfOverlaid : [])] },
    { title: 'the experiment is forgotten; run, and down', steps: [...forgotten, ...(dnf ? dnfGone : []), ...runAndDown] },
    { title: 'usr-overlay.service has put an overlay on', steps: serviceOn },
    { title: 'the service is off again; a hotfix', steps: [...serviceOff, ...hotfixOn] },
    { title: 'the hotfix is still there', steps: hotfixStays },
  ];
}
