// Runs a program of the machine for the testbed's own work; a failure is a fault and shows what the program said.
import { execa } from 'execa';

export async function command(file: string, args: readonly string[], options: { env?: Record<string, string> } = {}): Promise<string> {
  const result = await execa(file, args, { reject: false, stdin: 'ignore', all: true, env: options.env ?? {} });
  if (result.failed) throw new Error(`${file} ${args.join(' ')}: exit ${String(result.exitCode ?? result.signal ?? result.code)}\n${result.all.slice(-4000)}`);
  return result.stdout;
}
