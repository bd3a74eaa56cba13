// Progress of long steps, on stderr, so that nobody thinks that a first run hangs.
export async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  process.stderr.write(`testbed: ${title} …\n`);
  const result = await work();
  process.stderr.write(`testbed: ${title}: ${((performance.now() - start) / 1000).toFixed(1)} s\n`);
  return result;
}
