// What goes through a whole package database: the record after a transaction, and the doctor.
import { POPULATE } from './populate.ts';
import { ratio, type BenchHost, type Row } from '../row.ts';

const record = (count: number, runs: number): Row => ({
  title: `the record after a transaction, ${count.toLocaleString('en')} packages`,
  means: 'what follows each run of dpkg in an overlay, where so many packages are in the image',
  sides: [
    { name: 'the record', shell: '/usr/libexec/apt-image-based/after apt', before: 'touch /var/lib/dpkg/status' },
    { name: 'dpkg-query -W', shell: 'dpkg-query -W' },
  ],
  runs,
  setup: `usr-overlay down\npopulate ${String(count)}\nusr-overlay --backend native`,
  figure: ratio(3),
});

export const records: BenchHost = {
  name: 'overlay on, with many packages',
  variant: 'trixie',
  state: 'locked',
  lists: true,
  setup: POPULATE,
  rows: [record(2500, 15), record(10_000, 9)],
};

export const doctor: BenchHost = {
  name: 'overlay on, with 2,500 packages and their files',
  variant: 'trixie',
  state: 'locked',
  setup: `
usr-overlay
for package in {1..2500}; do
  folder=/usr/share/many/$package info=/var/lib/dpkg/info/many-$package
  mkdir -p $folder
  for file in {1..20}; do echo $package $file >$folder/$file; done
  { echo /.; echo /usr; echo /usr/share; echo /usr/share/many; echo $folder; printf "$folder/%s\\n" {1..20}; } >$info.list
  printf 'Package: many-%s\\nStatus: install ok installed\\nArchitecture: all\\nVersion: 1\\nMaintainer: x <x@example.org>\\nDescription: x\\n\\n' $package >>/var/lib/dpkg/status
done
(cd / && find usr/share/many -type f -print0 | xargs -0 md5sum) | awk '{ split($2, part, "/"); print >"/var/lib/dpkg/info/many-" part[4] ".md5sums" }'
dpkg --verify many-1 many-2500`,
  rows: [
    {
      title: '`doctor` on 2,500 packages',
      means: 'the whole database held against the files that are there',
      sides: [
        { name: 'usr-overlay doctor', shell: 'usr-overlay doctor' },
        { name: 'dpkg --verify', shell: 'dpkg --verify || true' },
      ],
      runs: 7,
      figure: ratio(0.5),
    },
  ],
};

export const putBack: BenchHost = {
  name: 'overlay with a package of 5,000 files in /etc',
  variant: 'trixie',
  state: 'locked',
  setup: `
mkdir -p /run/deb/DEBIAN /run/deb/etc/many
for file in {1..5000}; do echo $file >/run/deb/etc/many/$file; echo /etc/many/$file >>/run/deb/DEBIAN/conffiles; done
printf 'Package: many\\nVersion: 1\\nArchitecture: all\\nMaintainer: x <x@example.org>\\nDescription: x\\n' >/run/deb/DEBIAN/control
dpkg-deb --root-owner-group --build /run/deb /run/many.deb
taken() { usr-overlay --backend native; dpkg -i /run/many.deb; }
taken; usr-overlay down`,
  rows: [
    {
      title: 'put back 5,000 files of a package in /etc',
      means: 'what `down` takes, beside the same for an empty overlay and a copy of these files, synced',
      sides: [
        { name: 'usr-overlay down', shell: 'usr-overlay down', before: 'taken' },
        { name: 'down of an empty overlay, and cp -a', shell: 'usr-overlay down; cp -a /run/deb/etc/many /var/tmp/copy; sync -f /var/tmp/copy', before: 'rm -rf /var/tmp/copy; usr-overlay --backend native' },
      ],
      runs: 7,
      figure: ratio(2),
    },
  ],
};
