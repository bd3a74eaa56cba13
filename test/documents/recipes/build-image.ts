// Builds images from Containerfiles as podman does, in the testbed's image-build host: a container's marker, a writable /usr on an
// overlay root, no systemd at work. One boot a stage.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { start } from '../../testbed/hosts/boot.ts';
import type { Instruction } from './containerfile.ts';

export type Image = { path: string; env: Readonly<Record<string, string>> };

export type Builder = {
  /** By what FROM calls them. */
  images: Map<string, Image>;
  /** Stands in for the initramfs. */
  rootfs: string;
  /** The folder of the Containerfile. */
  context: string;
  /** For the trees of the stages. */
  folder: string;
  /** [path of the machine, path in the build]: where packages come from. */
  binds: readonly (readonly [string, string])[];
};

/** The image of the last stage, and all that the commands said. Throws where an instruction fails. */
export async function buildImage(instructions: readonly Instruction[], builder: Builder): Promise<{ image: Image; said: string }> {
  const stages = splitStages(instructions);
  const named = new Map<string, Image>();
  let [image, said]: [Image | undefined, string] = [undefined, ''];
  for (const { from, steps } of stages) {
    const base = named.get(from.image) ?? builder.images.get(from.image);
    if (!base) throw new Error(`FROM ${from.image}: there is no such image`);
    const built = await buildStage(base, steps, named, builder);
    if (from.name !== null) named.set(from.name, built.image);
    image = built.image;
    said += built.said;
  }
  if (!image) throw new Error('no FROM');
  return { image, said };
}

type Stage = { from: Extract<Instruction, { kind: 'from' }>; steps: Instruction[] };

function splitStages(instructions: readonly Instruction[]): Stage[] {
  const stages: Stage[] = [];
  for (const instruction of instructions) {
    if (instruction.kind === 'from') stages.push({ from: instruction, steps: [] });
    else if (stages.length > 0) stages.at(-1)?.steps.push(instruction);
    else throw new Error('an instruction before FROM');
  }
  return stages;
}

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
let trees = 0;

async function buildStage(base: Image, steps: readonly Instruction[], stages: ReadonlyMap<string, Image>, builder: Builder): Promise<{ image: Image; said: string }> {
  const path = join(builder.folder, `tree-${String((trees += 1))}`);
  mkdirSync(path);
  const env = { ...base.env, ...Object.fromEntries(steps.flatMap((step) => (step.kind === 'env' ? [[step.name, step.value]] : []))) };
  const result = await start(
    { kind: 'image-build', rootfs: builder.rootfs, disk: base.path, cmdline: 'quiet', container: 'podman' },
    {
      job: ['exec 2>&1', `export PATH=${PATH}`, ...steps.map(shellOf), 'cp -ax /. /run/out/'].join('\n'),
      env: { ...base.env },
      binds: [...builder.binds, [builder.context, '/run/context'], [path, '/run/out'], ...[...stages].map(([name, stage]) => [stage.path, `/run/stages/${name}`] as const)],
      timeout: 300_000,
    },
  );
  if (result.code !== 0) throw new Error(`the build failed: exit ${String(result.code)}\n${result.stdout}${result.console}`);
  return { image: { path, env }, said: result.stdout };
}

/** A command's own shell, as podman starts one for each RUN. COPY takes files alone: `cp` fails on folders. */
function shellOf(step: Instruction): string {
  switch (step.kind) {
    case 'run': return `cd / && sh -c ${quoted(step.command)} </dev/null || exit`;
    case 'env': return `export ${step.name}=${quoted(step.value)}`;
    case 'copy': return copyShell(step);
    case 'from': throw new Error('FROM within a stage');
  }
}

function copyShell({ stage, sources, target }: Extract<Instruction, { kind: 'copy' }>): string {
  const from = stage === null ? '/run/context' : `/run/stages/${stage}`;
  const folder = target.endsWith('/') ? target : target.replace(/[^/]*$/, '');
  return `mkdir -p ${quoted(folder)} && cd ${quoted(from)} && cp ${sources.map((source) => source.replace(/^\/+/, '')).join(' ')} ${quoted(target)} || exit`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
