/**
 * Shell function `populate COUNT`: that many packages, as they stand in Debian's own lists, are installed as far as dpkg's database
 * tells. They are those of large tasks with all that these depend on, so that apt finds nothing broken; from COUNT over 3,000 on, made-up ones follow.
 */
export const POPULATE = `
populate() { # COUNT
  local have=$(dpkg-query -W | wc -l)
  apt-get -s -y --no-remove install task-gnome-desktop task-kde-desktop task-xfce-desktop build-essential | sed -n 's/^Inst \\([^ ]*\\) (\\([^ ]*\\) .*\\[\\(.*\\)\\]).*/\\1=\\2/p' >/run/chosen
  xargs apt-cache show </run/chosen | grep -vE '^(Filename|Size|SHA256|MD5sum|Description-md5|Tag| )' |
    sed 's/^Package: .*/&\\nStatus: install ok installed/' >>/var/lib/dpkg/status
  for number in $(seq $(($(dpkg-query -W | wc -l) + 1)) $1); do
    printf 'Package: made-up-%s\\nStatus: install ok installed\\nArchitecture: all\\nVersion: 1\\nMaintainer: x <x@example.org>\\nDescription: made up\\n\\n' $number
  done >>/var/lib/dpkg/status
  dpkg-query -W -f '\${binary:Package}\\n' | while read -r name; do [ -e /var/lib/dpkg/info/$name.list ] || echo /. >/var/lib/dpkg/info/$name.list; done
  apt-get check
}
`;
