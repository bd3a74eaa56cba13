// All rows of the bench, by where they are measured, in the order of the page.
import type { BenchHost, Place } from './row.ts';
import { diff } from './rows/diff.ts';
import { dnf } from './rows/dnf.ts';
import { locked } from './rows/locked.ts';
import { ordinary } from './rows/ordinary.ts';
import { commands, unlocked } from './rows/overlay.ts';
import { product } from './rows/product.ts';

export const HOSTS: readonly BenchHost[] = [ordinary, locked, unlocked, commands, diff, dnf];
export const PLACES: readonly (BenchHost | Place)[] = [...HOSTS, product];
