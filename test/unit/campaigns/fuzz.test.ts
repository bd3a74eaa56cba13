// A few inputs for each property; `npm run campaign -- fuzz` tries them by the million.
import { it } from '@jest/globals';
import fc from 'fast-check';
import { PROPERTIES } from '../../campaigns/fuzz/properties.ts';

it.each(PROPERTIES)('$name', ({ property }) => fc.assert(property, { numRuns: 60 }));
