// npm run lint:package asks Debian's and Fedora's own tools about the packages, shell scripts, manual pages and apt's fragment.
// With --arch arm64 it checks the packages of that architecture.
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureTools } from './apt-tools.ts';
import { buildPackage, buildRpm } from './package.ts';
import { fromRoot, root } from './paths.ts';
import { findTarget, NATIVE } from './target.ts';

interface Check {
  readonly title: string;
  readonly command: readonly [string, ...string[]];
}

ensureTools(['lintian', 'shellcheck', 'mandoc', 'apt-config', 'rpmlint', 'systemd-analyze']);
const { values } = parseArgs({ options: { arch: { type: 'string', default: NATIVE.arch } } });
const options = { fast: true, target: findTarget(values.arch) };
const failed = checks(await buildPackage(options), await buildRpm(options)).filter((check) => !passes(check));
process.exitCode = failed.length === 0 ? 0 : 1;

function checks(deb: string, rpm: string): Check[] {
  const pages = readdirSync(fromRoot('man')).filter((page) => /\.[1-9]$/.test(page)).map((page) => join('man', page));
  const fragments = globSync('apt-conf/**', { cwd: root, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name !== 'dpkg.cfg').map(({ parentPath, name }) => relative(root, join(parentPath, name)));
  return [
    // `alien-tag`: Debian's releases do not know all tags of each other.
    { title: 'nothing from lintian that is not overridden with a reason', command: ['lintian', '--allow-root', '--display-info', '--pedantic', '--suppress-tags', 'alien-tag', '--fail-on', 'error,warning,info,pedantic', '--tag-display-limit', '0', deb] },
    { title: 'nothing from rpmlint that is not filtered with a reason', command: ['rpmlint', '--strict', '-c', 'packaging/rpmlint.toml', rpm] },
    { title: 'shell scripts', command: ['shellcheck', ...shellScripts()] },
    { title: 'manual pages', command: ['mandoc', '-Tlint', '-Wwarning', ...pages] },
    { title: 'the manual page as text is current', command: [process.execPath, 'scripts/manual-text.ts', '--check'] },
    { title: 'systemd reads the units', command: ['sh', 'scripts/package/verify-units.sh', deb] },
    // One stray quote in a fragment breaks every apt command, even apt-get update.
    ...fragments.map((file): Check => ({ title: `apt reads ${file}`, command: ['apt-config', '-c', file, 'dump', 'DPkg::Pre-Invoke'] })),
  ];
}

/** Returns every shell script that git tracks or would add. */
function shellScripts(): string[] {
  const listed = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' }).stdout;
  return listed.split('\n').filter((path) => /\.(ba)?sh$/.test(path) || (path !== '' && !path.startsWith('test/hosts/') && isShell(path)));
}

function isShell(path: string): boolean {
  try {
    return /^#(!.*\b(ba|da)?sh\b| shellcheck shell=sh)/.test(readFileSync(fromRoot(path), 'latin1').slice(0, 80));
  } catch {
    return false;
  }
}

// The tools' own output is shown only when a check fails.
function passes({ title, command: [program, ...args] }: Check): boolean {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: root, encoding: 'utf8' });
  process.stdout.write(`${status === 0 ? 'ok  ' : 'FAIL'} ${title}\n`);
  if (status !== 0) process.stdout.write(`${stdout}${stderr}`);
  return status === 0;
}
