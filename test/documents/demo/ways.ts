// The ways in, each in a file of its own.
import type { Way } from './way.ts';
import { containerfile } from './ways/containerfile.ts';
import { debian12 } from './ways/debian-12.ts';
import { debian13 } from './ways/debian-13.ts';
import { debianForky } from './ways/debian-forky.ts';
import { npm } from './ways/npm.ts';
import { rpm } from './ways/rpm.ts';

export const WAYS: readonly Way[] = [debian12, debian13, debianForky, rpm, containerfile, npm];
