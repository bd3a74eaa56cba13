import { expect, it } from '@jest/globals';
import { parseAptProblems, parseRpmProblems } from '../../../src/doctor/dependencies.ts';

it('reads what apt says of dependencies', () => {
  const text = `Reading package lists...
You might want to run 'apt --fix-broken install' to correct these.
The following packages have unmet dependencies:
 bash : PreDepends: libc6 (>= 2.36) but it is not installable
        Depends: debianutils (>= 5.6) but it is not installable
 tool : Conflicts: other but 1.0 is installed
E: Unmet dependencies.
`;
  expect(parseAptProblems(text)).toEqual([
    { name: 'bash', detail: 'PreDepends: libc6 (>= 2.36) but it is not installable' },
    { name: 'bash', detail: 'Depends: debianutils (>= 5.6) but it is not installable' },
    { name: 'tool', detail: 'Conflicts: other but 1.0 is installed' },
  ]);
  expect(parseAptProblems('Reading package lists...\nBuilding dependency tree...\n')).toEqual([]);
});

it('reads what rpm says of dependencies', () => {
  const text = 'Unsatisfied dependencies for p-1-1.noarch:\n\tlib.so.1 is needed by (installed) p-1-1.noarch\n';
  expect(parseRpmProblems(text)).toEqual([{ name: 'p-1-1.noarch', detail: 'lib.so.1 is needed' }]);
  expect(parseRpmProblems('missing     /usr/bin/x\n')).toEqual([]);
});
