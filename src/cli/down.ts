// `usr-overlay down`: back to the image's own /usr.

import { planDown } from '../overlay/plan-down.ts';
import type { Context } from './context.ts';
import { enterHost, runSession } from './overlay-session.ts';

export async function down(options: { lazy: boolean; dryRun: boolean }, context: Context): Promise<number> {
  const elsewhere = await enterHost('down', options.dryRun, context);
  return elsewhere?.exitCode ?? runSession({ name: 'down', dryRun: options.dryRun, candidates: [], plan: planDown }, context);
}
