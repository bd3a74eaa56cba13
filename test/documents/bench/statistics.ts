/** The value below which `part` of the samples lie. */
export function quantile(samples: readonly number[], part: number): number {
  return samples.toSorted((one, other) => one - other)[Math.min(samples.length - 1, Math.floor(samples.length * part))] ?? NaN;
}

export const median = (samples: readonly number[]): number => quantile(samples, 0.5);
