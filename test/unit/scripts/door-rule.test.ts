// The linter's fence around the door, on lines that somebody may write.

import { describe, expect, it } from '@jest/globals';
import { Linter } from 'eslint';

const { default: config } = (await import(`${import.meta.dirname}/../../../eslint.config.js`)) as { default: readonly Linter.Config[] };
const entry = config.find(({ rules }) => rules?.['no-restricted-syntax'] !== undefined);
const found = (line: string): number => new Linter().verify(`${line}\n`, [{ rules: entry?.rules ?? {} }]).length;

describe('outside the door', () => {
  it.each([
    "import { rmSync } from 'node:fs';",
    "import { renameSync as move } from 'fs';",
    "import { writeFile } from 'node:fs/promises';",
    "import { unlink, existsSync } from 'node:fs';",
    "import { chmodSync } from 'node:fs';",
    "import { fchownSync } from 'node:fs';",
    "import { symlinkSync } from 'node:fs';",
    "import { outputFile } from 'fs-extra';",
    "import fs from 'node:fs';",
    "import * as files from 'node:fs/promises';",
    "export { rm } from 'node:fs';",
    "export * from 'node:fs';",
    "import('node:fs/promises');",
    "process.getBuiltinModule('node:fs');",
    "openSync(path, 'w');",
    "await runProgram('rm', ['-rf', path], 1);",
    "await runQuickly('mv', [one, other], 1);",
  ])('%s', (line) => {
    expect(found(line)).toBe(1);
  });

  it.each(["import { existsSync, readFileSync, openSync } from 'node:fs';", "openSync(path, 'r');", "await runProgram('systemctl', ['daemon-reload'], 1);", "import { execa } from 'execa';"])('may be: %s', (line) => {
    expect(found(line)).toBe(0);
  });
});

it('the files that may are few, and are named', () => {
  expect(entry?.ignores?.filter((each: string) => each.includes('**'))).toEqual(['src/kept/io/**', 'src/system/files/**']);
});
