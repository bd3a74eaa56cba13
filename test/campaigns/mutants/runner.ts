// Stryker's door to the unit tests of the pure code. jest loads the whole program anew for each mutant, two hours in all; here it is
// loaded once. Stryker itself begins a new process for a mutant in what runs while the program loads.

import { INSTRUMENTER_CONSTANTS, type InstrumenterContext } from '@stryker-mutator/api/core';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  determineHitLimitReached, DryRunStatus, MutantRunStatus, TestStatus, toMutantRunResult,
  type DryRunResult, type MutantRunOptions, type MutantRunResult, type TestResult, type TestRunner,
} from '@stryker-mutator/api/test-runner';
import { tests, type Test } from './collected.ts';
import { load } from './load.ts';

class UnitTests implements TestRunner {
  capabilities() {
    return { reloadEnvironment: true };
  }

  async dryRun(): Promise<DryRunResult> {
    await load();
    const results = await runAll(tests, false);
    return { status: DryRunStatus.Complete, tests: results, ...(context.mutantCoverage && { mutantCoverage: context.mutantCoverage }) };
  }

  async mutantRun({ activeMutant, mutantActivation, reloadEnvironment, testFilter, hitLimit }: MutantRunOptions): Promise<MutantRunResult> {
    const isStatic = mutantActivation === 'static';
    if (!isStatic && (reloadEnvironment || tests.length === 0)) await load();
    Object.assign(context, { activeMutant: activeMutant.id, hitCount: hitLimit && 0, hitLimit });
    try {
      if (isStatic) await load();
      const results = await runAll(testFilter ? tests.filter(({ id }) => testFilter.includes(id)) : tests, true);
      return toMutantRunResult(determineHitLimitReached(context.hitCount, hitLimit) ?? { status: DryRunStatus.Complete, tests: results });
    } catch (error) {
      return { status: MutantRunStatus.Error, errorMessage: String(error) };
    } finally {
      delete context.activeMutant;
    }
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'unit-tests', UnitTests)];

// What the code that Stryker changed reads and counts in.
const context: InstrumenterContext = ((globalThis as Record<string, unknown>)[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {});

async function runAll(chosen: readonly Test[], untilFailure: boolean): Promise<TestResult[]> {
  const results: TestResult[] = [];
  for (const test of chosen) {
    const result = await runOne(test);
    results.push(result);
    if (untilFailure && result.status === TestStatus.Failed) break;
  }
  return results;
}

async function runOne({ id, run }: Test): Promise<TestResult> {
  const start = performance.now();
  const done = () => ({ id, name: id, timeSpentMs: performance.now() - start });
  context.currentTestId = id;
  try {
    await run();
    return { ...done(), status: TestStatus.Success };
  } catch (error) {
    return { ...done(), status: TestStatus.Failed, failureMessage: String(error) };
  } finally {
    delete context.currentTestId;
  }
}
