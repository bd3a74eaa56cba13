// What the command of `run` gets of its caller's environment: packaging/usr-overlay hands it over in pieces, and adds marks.
import { describe, expect, it } from '@jest/globals';
import { callersEnvironment } from '../../../../src/system/processes/callers-environment.ts';

describe("the command's environment", () => {
  it('is as the caller had it, whatever the names and values are', () => {
    const theirs = { NODE_OPTIONS: '--require x', TZ: '', 'BASH_FUNC_f%%': '() {  echo "$1"\n}', 'a-b': 'x=y\nLD_PRELOAD=z', '1': 'Ä€😀', PATH: '/theirs' };
    expect(callersEnvironment(handedOver(theirs, 7))).toEqual(theirs);
  });

  it('has its pieces put together by their numbers', () => {
    const theirs = { LONG: 'abc'.repeat(100) };
    expect(Object.keys(handedOver(theirs, 4)).length).toBeGreaterThan(100);
    expect(callersEnvironment(handedOver(theirs, 4))).toEqual(theirs);
  });

  it('is empty where theirs was', () => {
    expect(callersEnvironment(handedOver({}, 4))).toEqual({});
  });

  it('has the first of two of one name', () => {
    expect(callersEnvironment({ USR_OVERLAY_ENVIRONMENT_0: Buffer.from('A=1\0A=2\0none\0=odd=1\0').toString('base64') })).toEqual({ A: '1', '=odd': '1' });
  });

  it("is this program's own without the wrapper", () => {
    expect(callersEnvironment({ PATH: '/bin', NODE_OPTIONS: 'x', USR_OVERLAY_IGNORED: '0000000000000001' })).toEqual({ PATH: '/bin', NODE_OPTIONS: 'x' });
  });
});

function handedOver(theirs: Record<string, string>, length: number): NodeJS.ProcessEnv {
  const encoded = Buffer.from(Object.entries(theirs).map(([name, value]) => `${name}=${value}\0`).join('')).toString('base64');
  const pieces = ['', ...(encoded.match(new RegExp(`.{1,${String(length)}}`, 'g')) ?? [])].map((piece, n) => [`USR_OVERLAY_ENVIRONMENT_${String(n)}`, piece]);
  return { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', TERM: 'xterm', USR_OVERLAY_IGNORED: '0000000000000001', ...Object.fromEntries(pieces) };
}
