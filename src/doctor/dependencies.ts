// This file parses what apt and rpm say of dependencies that are not met.

/** `detail` is in the package manager's own words. */
export type Problem = { name: string; detail: string };

/** Parses `apt-get check`: ` NAME : Depends: OTHER but it is not installed`, and further reasons of that package in lines of their own. */
export function parseAptProblems(text: string): Problem[] {
  const problems: Problem[] = [];
  for (const line of text.split('\n')) {
    const [, name, detail, more] = /^ (\S+) : (\S.*)$|^ {3,}(\S.*)$/.exec(line.trimEnd()) ?? [];
    const last = problems.at(-1);
    if (name !== undefined && detail !== undefined) problems.push({ name, detail });
    else if (more !== undefined && last) problems.push({ name: last.name, detail: more });
  }
  return problems;
}

/** Parses `rpm --verify --all --nofiles`: `Unsatisfied dependencies for PACKAGE:`, then a reason a line. */
export function parseRpmProblems(text: string): Problem[] {
  let name = '';
  return text.split('\n').flatMap((line) => {
    const start = /^Unsatisfied dependencies for (.+):$/.exec(line)?.[1];
    if (start !== undefined) name = start;
    return start === undefined && name !== '' && /^\s+\S/.test(line) ? [{ name, detail: line.trim().replace(/ is needed by \(installed\) \S+$/, ' is needed') }] : [];
  });
}
