// A wrong command line is one line: what is wrong, what was probably meant or where to look, and nothing is done.

import { expect, it } from '@jest/globals';
import { parseWords } from '../../../src/cli/help/parse-words.ts';

const parse = (words: string): ReturnType<typeof parseWords> => parseWords(words.split(' '));

it.each([
  ['statsu', 'there is no command "statsu"; did you mean `usr-overlay status`?'],
  ['foo --help', 'there is no command "foo"; `usr-overlay --help` lists the commands'],
  ['status --jsno', 'status has no option "--jsno"; did you mean `--json`?'],
  ['check --expalin=1', 'check has no option "--expalin"; did you mean `--explain`?'],
  ['up --hlep', 'up has no option "--hlep"; did you mean `--help`?'],
  ['up -xy', 'up has no option "-xy"; `usr-overlay up --help` shows what it takes'],
  ['up --backend nativ', 'backend is one of "auto", "bootc", "ostree", "native", and not "nativ"; `usr-overlay up --help` shows what it takes'],
  ['up --size', '--size needs a value; `usr-overlay up --help` shows what it takes'],
  ['up --read-only --hotfix', '--read-only cannot be combined with --hotfix; `usr-overlay up --help` shows what it takes'],
  ['up --no-follow --follow /a', '--no-follow cannot be combined with --follow; `usr-overlay up --help` shows what it takes'],
  ['check --json --explain', '--json cannot be combined with --explain; `usr-overlay check --help` shows what it takes'],
  ['diff --packages --containerfile', '--packages cannot be combined with --containerfile; `usr-overlay diff --help` shows what it takes'],
  ['diff --last', '--last needs --packages or --containerfile, because the files are gone; `usr-overlay diff --help` shows what it takes'],
  ['doctor --yes', '--yes needs --fix; `usr-overlay doctor --help` shows what it takes'],
  ['holders extra', 'holders does not take "extra"; `usr-overlay holders --help` shows what it takes'],
  ['record 12', 'manager is one of "apt", "dpkg", "dnf4", "dnf5", and not 12; `usr-overlay record --help` shows what it takes'],
  ['apt install strace', 'apt is no command of usr-overlay; to run it with a writable /usr: `usr-overlay run apt install strace`'],
  ['install strace', 'there is no command "install"; did you mean `usr-overlay run`?'],
  ['up --verbose', '--verbose needs --dry-run; `usr-overlay up --help` shows what it takes'],
  ['unlock', 'there is no command "unlock"; did you mean `usr-overlay up`?'],
  ['umount', 'there is no command "umount"; did you mean `usr-overlay down`?'],
  ['check --from=', '--from needs a value, and got an empty one; `usr-overlay check --help` shows what it takes'],
  ['up --follow=', '--follow needs a value; `usr-overlay up --help` shows what it takes'],
  ['report', 'report needs FOLDER; `usr-overlay report --help` shows what it takes'],
])('%s', async (words, line) => {
  expect(await parse(words)).toEqual({ kind: 'wrong', line });
});

it('an empty operand is not the current folder', async () => {
  expect(await parseWords(['report', ''])).toEqual({ kind: 'wrong', line: 'FOLDER is empty; `usr-overlay report --help` shows what it takes' });
});

it('the right words choose a job', async () => {
  expect(await parse('up --follow /a --follow /b --size 1G')).toMatchObject({ kind: 'job' });
});

it.each(['up --help', 'status -h', 'run --help', 'log --json --help'])('%s asks for help', async (words) => {
  expect(await parse(words)).toMatchObject({ kind: 'help', command: { name: words.split(' ')[0] } });
});
