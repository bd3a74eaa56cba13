// This file knows where things lie in the checkout, so that scripts work from any folder.
import { join, resolve } from 'node:path';
import { readFileSync } from 'node:fs';
import { NATIVE, type Target } from './target.ts';

export const root = resolve(import.meta.dirname, '..');
export const fromRoot = (...parts: string[]): string => join(root, ...parts);

export const dist = fromRoot('dist');
export const bundleFile = join(dist, 'usr-overlay.cjs');
export const executableOf = (target: Target): string => (target === NATIVE ? join(dist, 'usr-overlay') : join(dist, target.arch, 'usr-overlay'));
export const executableFile = executableOf(NATIVE);
export const nodeBinary = fromRoot('node_modules', NATIVE.nodePackage, 'bin', 'node');

const manifest = JSON.parse(readFileSync(fromRoot('package.json'), 'utf8')) as { name: string; version: string };
export const { name, version } = manifest;
