// All rows of the bench, by where they are measured, in the order of the page.
import type { BenchHost, Place } from './row.ts';
import { doctor, putBack, records } from './rows/databases.ts';
import { diff } from './rows/diff.ts';
import { dnf } from './rows/dnf.ts';
import { locked } from './rows/locked.ts';
import { ordinary } from './rows/ordinary.ts';
import { commands } from './rows/overlay.ts';
import { product } from './rows/product.ts';
import { realLists } from './rows/real-lists.ts';

export const HOSTS: readonly BenchHost[] = [...realLists, ordinary, locked, commands, records, doctor, putBack, diff, dnf];
export const PLACES: readonly (BenchHost | Place)[] = [...HOSTS, product];
