// dnf on a host that it may change.
import { ratio, type BenchHost, type Row } from '../row.ts';

const DNF5 = 'three actions, each a fork of dnf as large as it is by then and a sh. A plugin of libdnf5 itself would pay nothing, and would be C++ that is bound to one version of it';
const DNF4 = 'two sh, which the plugin starts; the test of /usr could be Python, and would be a second place for the same rules';

const row = (manager: string, atMost: number, shortfall: string): Row => ({
  title: `writable host: \`${manager} reinstall\` of a tiny package`,
  means: 'what a Fedora-like host with us installed pays',
  shortfall,
  sides: [
    { name: 'with us installed', shell: `${manager} -y reinstall rpm-present`, before: 'back' },
    { name: 'without', shell: `${manager} -y reinstall rpm-present`, before: 'aside' },
  ],
  runs: 15,
  figure: ratio(atMost),
});

export const dnf: BenchHost = {
  name: 'writable host with dnf',
  variant: 'forky',
  state: 'writable',
  dnf: true,
  setup: `
. /run/dnf/dnf-library.sh
mkdir -p /run/aside
files=$(dpkg -L apt-image-based | grep -E '^/etc/dnf/.*(plugins|libdnf5).*\\.(conf|actions)$|dnf-plugins/apt_image_based.py$')
test -n "$files"
export files
aside() { local file; for file in $files; do [ ! -e $file ] || mv $file /run/aside/$(echo $file | tr / _); done; }
back() { local file; for file in $files; do [ -e $file ] || mv /run/aside/$(echo $file | tr / _) $file; done; }
dnf5 -y makecache; dnf4 -y makecache`,
  rows: [row('dnf5', 1.05, DNF5), row('dnf4', 1.03, DNF4)],
};
