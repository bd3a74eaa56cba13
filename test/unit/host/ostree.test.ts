// What ostree says of its deployments, as text and as JSON.

import { describe, expect, it } from '@jest/globals';
import { parseDeploymentState, parseOstreeStatus } from '../../../src/host/ostree.ts';
import { CHECKSUM } from '../mount-lines.ts';

const OTHER = 'b'.repeat(64);
const booted = (unlocked: string, more: object = {}) => ({ stateroot: 'debian', checksum: CHECKSUM, serial: 12, unlocked, ...more });

describe('ostree admin status as text', () => {
  it.each<[string, string, object | null]>([
    ['one deployment', `* debian ${CHECKSUM}.12\n    origin: <unknown>\n`, booted('none')],
    ['in colours', `\x1b[1m* debian\x1b[0m ${CHECKSUM}.12\n    \x1b[31;1mUnlocked: development\x1b[m\n`, booted('development')],
    ['the booted one of several', `  debian ${OTHER}.0 (pending)\n    Unlocked: transient\n* debian ${CHECKSUM}.12\n    Version: 13\n    Unlocked: hotfix\n  debian ${OTHER}.1\n    Unlocked: transient\n`, booted('hotfix')],
    ['only another one unlocked', `* debian ${CHECKSUM}.12\n    origin: x\n  debian ${OTHER}.1\n    Unlocked: transient\n`, booted('none')],
    ['no more than its line', `* debian ${CHECKSUM}.12\n  debian ${OTHER}.1\n    Unlocked: transient`, booted('none')],
    ['a description that quotes it', `* debian ${CHECKSUM}.12\n    Note: Unlocked: hotfix\n`, booted('none')],
    ['a word that nobody knows', `* debian ${CHECKSUM}.12\n    Unlocked: sideways\n`, booted('none')],
    ['none booted', `  debian ${CHECKSUM}.12\n`, null],
    ['a star elsewhere', `x * debian ${CHECKSUM}.12\n`, null],
    ['a cut line', '* debian\n', null],
    ['nothing', '', null],
  ])('%s', (_, text, expected) => {
    expect(parseOstreeStatus(undefined, text)).toEqual(expected);
  });
});

describe('ostree admin status as JSON', () => {
  const deployment = { booted: true, ...booted('transient') };
  it.each<[string, unknown, object | null]>([
    ['the booted one of several', { deployments: [{ ...deployment, booted: false, serial: 1 }, deployment] }, booted('transient')],
    ['none booted', { deployments: [{ ...deployment, booted: false }] }, null],
    ['without a state root', { deployments: [{ ...deployment, stateroot: null }] }, null],
    ['without a checksum', { deployments: [{ ...deployment, checksum: null }] }, null],
    ['without a serial', { deployments: [{ ...deployment, serial: '12' }] }, null],
    ['no list', { deployments: {} }, null],
  ])('%s', (_, answer, expected) => {
    expect(parseOstreeStatus(JSON.stringify(answer), undefined)).toEqual(expected);
  });

  it('wins over the text, and the text helps where it is broken', () => {
    const text = `* debian ${CHECKSUM}.12\n`;
    expect(parseOstreeStatus(JSON.stringify({ deployments: [deployment] }), text)).toEqual(booted('transient'));
    expect(parseOstreeStatus('no JSON', text)).toEqual(booted('none'));
    expect(parseOstreeStatus(undefined, undefined)).toBeNull();
  });
});

describe('the files that an unlock leaves', () => {
  const folder = `/run/ostree/deployment-state/${CHECKSUM}`;
  it.each<[string, string, string[]]>([
    ['development', `regular empty file 644 0 ${folder}.0/unlocked-development`, ['development']],
    ['transient, of the tenth deployment', `regular empty file 644 0 ${folder}.10/unlocked-transient`, ['transient']],
    ['of an unlock that was killed', `regular empty file 644 0 ${folder}.0/unlocked-development.X1Y2`, []],
    ['of no deployment', 'regular empty file 644 0 /run/ostree/deployment-state/x.0/unlocked-development', []],
  ])('%s', (_, line, expected) => {
    expect(parseDeploymentState(`${line}\n`).map(({ unlocked }) => unlocked)).toEqual(expected);
  });
});
