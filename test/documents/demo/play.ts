// Plays scenes: each step as it is typed at one shell, in a host of the testbed or on this machine.
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judge, type Seen, type Step } from '../../campaigns/machines/step.ts';
import type { Job, JobResult } from '../../testbed/hosts/boot.ts';
import { command } from '../../testbed/command.ts';
import type { Player, Scene } from './way.ts';

export type Played = { step: Step; seen: Seen | null; wrong: readonly string[] };

export async function playScene(scene: Scene, player: Player): Promise<Played[]> {
  const seen = await player(scene.steps);
  return scene.steps.map((step, index) => ({ step, seen: seen[index] ?? null, wrong: judge(step, seen[index] ?? null) }));
}

/** In a host: each scene is a boot. */
export function inHost(boot: (job: Job) => Promise<JobResult>, more: Pick<Job, 'binds' | 'env'> = {}): Player {
  return (steps) =>
    withFolder(steps, async (folder) => {
      const binds = [[folder, '/run/demo'], ...(more.binds ?? [])] as const;
      const { code, stdout, stderr } = await boot({ ...more, binds, job: 'exec sh /run/demo/play.sh /run/demo', timeout: 300_000 });
      if (code !== 0) throw new Error(`the host's shell ended with ${String(code)}\n${stdout}${stderr}`);
    });
}

/** In a folder of this machine, as a user whose home is another one. */
export function onMachine(folder: string, home: string): Player {
  const env = { HOME: home, PATH: process.env['PATH'] ?? '' };
  return (steps) => withFolder(steps, async (shelf) => void (await command('sh', [join(shelf, 'play.sh'), shelf, folder], { env })));
}

async function withFolder(steps: readonly Step[], act: (folder: string) => Promise<void>): Promise<(Seen | null)[]> {
  const folder = mkdtempSync(join(tmpdir(), 'demo-'));
  const own = steps.map((_, index) => join(folder, 'steps', String(index).padStart(2, '0')));
  try {
    copyFileSync(join(import.meta.dirname, 'play.sh'), join(folder, 'play.sh'));
    for (const [index, path] of own.entries()) {
      mkdirSync(path, { recursive: true });
      writeFileSync(join(path, 'typed'), `${steps[index]?.typed ?? ''}\n`);
    }
    await act(folder);
    return own.map(readSeen);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readSeen(path: string): Seen | null {
  if (!existsSync(join(path, 'code'))) return null;
  const read = (name: string): string => readFileSync(join(path, name), 'utf8');
  return { code: Number(read('code')), output: read('seen'), milliseconds: NaN };
}
