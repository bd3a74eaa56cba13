// The executable's main script: runs the embedded bundle with the code cache that fits the command. The guard has a small
// one of its own, because V8 reads the whole cache that it is given. A cache that V8 rejects only costs time.
import { dirname } from 'node:path';
import { getRawAsset } from 'node:sea';
import { Script } from 'node:vm';

type CommonJs = (exports: object, require: unknown, module: object, filename: string, directory: string) => void;

declare const exports: object;
declare const require: unknown;
declare const module: object;

const cache = process.argv[2] === 'guard' ? 'guard.cache' : 'command.cache';
// The bundle is pure ASCII, and latin1 is Node's fastest way to such a string.
const source = Buffer.from(getRawAsset('bundle')).toString('latin1');
const script = new Script(source, { filename: 'usr-overlay.cjs', cachedData: Buffer.from(getRawAsset(cache)) });
(script.runInThisContext() as CommonJs)(exports, require, module, process.execPath, dirname(process.execPath));
