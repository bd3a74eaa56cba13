// This is the executable's main script: it runs the part of the program that the command needs, with its code cache. The guard has its
// own part, because V8 reads all that it is given. A cache that V8 rejects only costs time.
import { dirname } from 'node:path';
import { getRawAsset } from 'node:sea';
import { Script } from 'node:vm';

type CommonJs = (exports: object, require: unknown, module: object, filename: string, directory: string) => void;

declare const exports: object;
declare const require: unknown;
declare const module: object;

// packaging/start says so. No program that this one starts gets it.
const cache = process.env.NODE_OPTIONS === '--jitless' ? 'jitless.cache' : 'cache';
delete process.env.NODE_OPTIONS;
const part = process.argv[2] === 'guard' ? 'guard' : 'command';
// The code is pure ASCII, and latin1 is Node's fastest way to read such a string.
const source = Buffer.from(getRawAsset(`${part}.code`)).toString('latin1');
const script = new Script(source, { filename: `${part}.cjs`, cachedData: Buffer.from(getRawAsset(`${part}.${cache}`)) });
(script.runInThisContext() as CommonJs)(exports, require, module, process.execPath, dirname(process.execPath));
