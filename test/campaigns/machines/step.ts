// A step of the story as data, and the judgement of what was seen. Pure.

export type Step = {
  /** What is typed in the machine, as root. */
  typed: string;
  /** Typed at a login by ssh, and not in the service that runs the steps. */
  login?: true;
  /** The exit code; 0 when not given. */
  code?: number;
  /** What must be in the output, and what must not. */
  sees?: readonly (string | RegExp)[];
  lacks?: readonly (string | RegExp)[];
  /** The whole output, blanks around it apart. */
  says?: string;
};

export type Boot = { title: string; steps: readonly Step[] };

export type Seen = { code: number; output: string; milliseconds: number };

/** What is wrong; empty where all is as expected. */
export function judge({ code = 0, sees = [], lacks = [], says }: Step, seen: Seen | null): string[] {
  if (!seen) return ['was not reached'];
  const has = (part: string | RegExp): boolean => (typeof part === 'string' ? seen.output.includes(part) : part.test(seen.output));
  return [
    ...(seen.code === code ? [] : [`exit ${String(seen.code)}, expected ${String(code)}`]),
    ...sees.filter((part) => !has(part)).map((part) => `does not say ${String(part)}`),
    ...lacks.filter(has).map((part) => `says ${String(part)}`),
    ...(says === undefined || seen.output.trim() === says ? [] : [`expected to say just ${JSON.stringify(says)}`]),
  ];
}
