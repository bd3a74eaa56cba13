// Brings a throwaway host into one of the states and proves that it is there, before a test's job runs.
import type { Job, JobResult } from './boot.ts';
import type { DeploymentSpec } from './deployment.ts';
import { openHost, type Host } from './host.ts';
import type { State } from './states.ts';
import type { Variant } from './variants.ts';

export type Setup = Pick<DeploymentSpec, 'install' | 'extra'> & Partial<Pick<DeploymentSpec, 'database'>>;

/** A host whose every boot is in the state when the job runs. Ask `state.lacks` first. */
export async function openState(state: State, variant: Variant, setup: Setup = {}): Promise<Host> {
  const lack = state.lacks?.(variant);
  if (lack) throw new Error(`no state ${state.name} on ${variant.name}: ${lack}`);
  const host = await openHost({
    ...setup,
    kind: state.kind,
    suite: variant.suite,
    composefs: variant.composefs,
    database: setup.database ?? 'var',
    rootTransient: state.rootTransient ?? false,
  });
  try {
    if (state.earlier) expectSuccess(state, await host.boot({ job: state.earlier }));
  } catch (error) {
    await host.remove();
    throw error;
  }
  return { ...host, boot: async (job) => expectTruth(state, variant, await host.boot(inState(state, job))) };
}

export async function runInState(state: State, variant: Variant, request: Setup & Job): Promise<JobResult> {
  const host = await openState(state, variant, request);
  try {
    return await host.boot(request);
  } finally {
    await host.remove();
  }
}

/** The job's own prelude comes after the state's: it finds the host in the state. */
function inState(state: State, job: Job): Job {
  const prelude = `${state.prelude ?? ''}\n${job.prelude ?? ''}`;
  return { ...job, prelude, ...(state.enter && { enter: state.enter }) };
}

function expectSuccess(state: State, result: JobResult): void {
  if (result.code !== 0) throw new Error(`${state.name}: the boot before failed: ${result.stdout}${result.stderr}`);
}

function expectTruth(state: State, variant: Variant, result: JobResult): JobResult {
  if (result.writable === state.writable) return result;
  const seen = result.writable ? 'writable' : 'read-only';
  throw new Error(`${state.name} on ${variant.name} was not reached: /usr is ${seen}\n${result.console}`);
}
