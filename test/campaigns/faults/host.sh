# Sourced by a boot of the campaign, in the host: before, command and after of each kind of try. What is wrong is a line FAIL.
# shellcheck shell=sh disable=SC2317 # called by the names that the campaign writes
host_path=/usr/sbin:/usr/bin:/sbin:/bin
# The true programs, see program.sh.
export LC_ALL=C PATH=/usr/lib/faulty:$host_path DEBIAN_FRONTEND=noninteractive
record=/var/lib/apt-image-based
forgiven=/
wrong() { echo "FAIL $title: $*"; bad=1; }
must() { # TITLE COMMAND...
  what=$1 && shift
  "$@" >/tmp/must 2>&1 || { wrong "$what: $*"; head -n 12 /tmp/must | cut -c 1-300 | sed 's/^/    /'; }
}
not() { ! "$@"; }
own() { plainly usr-overlay "$@"; }
plainly() { (PATH=$host_path && exec /usr/lib/faulty/timeout 250 "$@"); }
top() { findmnt -n -o FSTYPE,SOURCE --mountpoint /usr | tail -n 1 | tr -s ' '; }
levels() { findmnt -n --mountpoint /usr | wc -l; }
following() { grep -c 'overlay usr-overlay-follow' /proc/self/mountinfo; }
left() {
  find /run/apt-image-based /var/overlay /var/tmp /run/ostree/deployment-state /sysroot/ostree/deploy/debian/backing -mindepth 1 ! \( -path /run/apt-image-based/storage -empty \) 2>/dev/null |
    grep -vE 'root-transient|/lock$|/told|/plan\.[0-9]+$|[0-9a-f]{64}\.[0-9]$|/systemd-private'
  ls -d $record/storage $record/open $record/*.new $record/log/*.new $record/doctor/draft /var/lib/dpkg/.usr-overlay-draft /run/motd.d/apt-image-based 2>/dev/null
  find /etc -name '*tiny-conffile*' -o -name S01tiny -o -name '*usr-overlay-new' | grep -vxF "$shipped"
  grep -E 'usr-overlay|faulty' /proc/self/mountinfo
}
# `forgiven`: what a killed command may leave until the next overlay, never empty.
nothing_left() { ! left | grep -vxF "$forgiven"; }
as_before() { [ "$(top)" = "$image" ] && [ "$(levels)" = "$base" ] && not test -w /usr; }
database_whole() { [ -z "$(dpkg --audit)" ] && dpkg-query -W >/tmp/packages-now && diff /tmp/packages /tmp/packages-now; }
ostree_agrees() { [ ! -e /run/ostree-booted ] || not sh -c 'ostree admin status | grep -q Unlocked'; }
clean() { for each in nothing_left as_before database_whole ostree_agrees; do must "$1" "$each"; done; }
full() {
  must "$1" touch /usr/bin/written
  must "$1" [ "$(levels)" = $((base + 1)) ]
  must "$1" [ "$(following)" = "$followers" ]
}
is_on() { [ "$(levels)" != "$base" ]; }

begin() {
  title=begin bad=
  image=$(top) base=$(levels)
  # Never empty: such a pattern would hide all.
  shipped=$(find /etc -name '*tiny-conffile*'; echo /)
  mkdir -p /var/overlay
  # So that logger and systemctl are called: nothing listens to them in the testbed.
  mkdir -p /run/systemd/system
  : >/dev/log
  dpkg-query -W >/tmp/packages
  must begin own up
  followers=$(following)
  must begin own down
  clean begin
  [ -z "$bad" ] || exit 1
}

# A /run, /etc and /var that can be filled and made read-only.
surround() {
  # A peer group of its own: what is mounted there would be seen below it, too.
  mount --bind /etc /etc; mount --make-private /etc; mount --make-shared /etc
  mkdir -p /var/overlay /tmp/overlay
  mount --bind /var/overlay /tmp/overlay
  cp -a /var /tmp/var
  mount -t tmpfs testbed-var /var
  cp -a /tmp/var/. /var
  # Layers can be stored on a file system of a disk alone.
  mount --bind /tmp/overlay /var/overlay
}

# What the next commands make of it.
next() {
  must 'the next up' own up; full 'the next up'
  must 'the next down' own down; clean 'the next down'
}
install() { APT_IMAGE_BASED=off dpkg --pre-invoke="${2-:}" -i "/run/faults/$1.deb" >/dev/null 2>&1; } # NAME [SHELL amid it]

before_up() { :; }
command_up() { launch usr-overlay up; }
after_up() {
  if [ "$1" = 0 ]; then full up
  elif told; then must 'the down that it named' own down; clean 'the down that it named'
  else clean up; fi
  next
}

# shellcheck disable=SC2086
command_up_native() { launch usr-overlay up $backend; }
before_up_native() { backend='--backend native'; }
before_up_stored() { backend='--backend native --storage /var/overlay'; }
command_up_stored() { command_up_native; }
before_up_read_only() { :; }
command_up_read_only() { launch usr-overlay up --read-only; }
before_down_native() { before_up_native; before_down; }
before_down_stored() { before_up_stored; before_down; }
command_down_native() { command_down; }
command_down_stored() { command_down; }
# Those are only killed; this is for the trace of them.
after_up_native() { must trace own down; clean trace; }
after_up_stored() { after_up_native; }
after_up_read_only() { after_up_native; }
after_down_native() { clean trace; }
after_down_stored() { clean trace; }

before_run() { :; }
command_run() { launch usr-overlay run true; }
after_run() {
  must run not test -w /usr
  must run own down; clean 'run, down'
  next
}

before_down() {
  rm -rf $record/log
  # shellcheck disable=SC2086 # words or none
  must before own up $backend
  # The link is made amid the transaction, as a package's script does it: one that is made later is the administrator's.
  mkdir -p /etc/rc2.d
  install tiny-conffile 'ln -sf ../../usr/bin/tiny-conffile /etc/rc2.d/S01tiny'
  echo edited >>/etc/tiny-edited.conf
  must before own record
}
command_down() { launch usr-overlay down; }
after_down() {
  # Said: the record is closed, and /etc put right, as soon as there is room; layers that could not be removed go with the next down.
  # shellcheck disable=SC2016 # it is said so
  if [ "$1" != 0 ] || grep -qE '^warning: (the record|unshare: )|the next .*`down`.* tries again' /tmp/said.err; then must 'the next down' own down; fi
  sed -n 's/^warning: \(.*\) cannot be removed, so that whoever logs in.*/\1/p' /tmp/said.err | xargs -r rm -f
  clean down
  next
}

before_put_back() {
  before_down
  umount -l /usr
  grep '^usr-overlay-follow ' /proc/self/mounts | cut -d ' ' -f 2 | xargs -r umount -l
  rm -rf /run/ostree/deployment-state/*/unlocked-* /run/apt-image-based/storage
}
command_put_back() { launch usr-overlay put-back; }
after_put_back() {
  must 'the next put-back' own put-back
  [ ! -e /etc/tiny-conffile.conf ] || wrong 'not put back'
  next
}

database() { dpkg-query -W -f '${Package} ${Version} ${Status}\n'; cat /var/lib/dpkg/info/*.md5sums /var/lib/dpkg/info/*.list; }
# A ghost, a package of another version with its conffile, an alternative that leads nowhere; then a half-installed package.
harm() {
  mkdir /run/harm /run/harm/upper /run/harm/work
  mount -t overlay -o lowerdir=/usr,upperdir=/run/harm/upper,workdir=/run/harm/work overlay /usr
  install tiny-install
  install tiny-conffile
  update-alternatives --install /usr/bin/tiny tiny /usr/bin/tiny-install 5 >/dev/null 2>&1
  umount -l /usr; rm -rf /run/harm
  install tiny-upgrade
}
# dpkg's database and what lies beside it, in a folder.
keep() { mkdir "$1" && cp -a /var/lib/dpkg "$1/dpkg" && cp -a /etc/alternatives "$1/alternatives" && cp /etc/tiny-conffile.conf "$1"; }
bring_back() { rm -rf /var/lib/dpkg /etc/alternatives $record/doctor /etc/tiny-conffile.conf.*; cp -a "$1/dpkg" /var/lib/dpkg; cp -a "$1/alternatives" /etc/alternatives; cp "$1/tiny-conffile.conf" /etc; }
before_doctor() {
  if [ ! -d /var/harmed ]; then
    mkdir -p /var/cache/apt/archives; cp /run/faults/tiny-conffile_1.0_all.deb /var/cache/apt/archives
    dpkg -V >/tmp/verified 2>&1
    keep /var/sound
    harm
    keep /var/harmed
    database >/tmp/harmed
    must before own doctor --fix --yes
    database >/tmp/repaired
    ! cmp -s /tmp/harmed /tmp/repaired || wrong 'nothing was repaired'
  fi
  bring_back /var/harmed
}
command_doctor() { launch usr-overlay doctor --fix --yes; }
after_doctor() {
  database >/tmp/now
  cmp -s /tmp/harmed /tmp/now || cmp -s /tmp/repaired /tmp/now || wrong 'the database is neither as before nor repaired'
  [ "$1" != 0 ] || cmp -s /tmp/repaired /tmp/now || wrong 'said to be repaired'
  must 'the next repair' own doctor --fix --yes
  must 'the next repair' own doctor
  bring_back /var/sound
  nothing_left || wrong left
}

before_report() { rm -rf /var/report; }
command_report() { launch usr-overlay report /var/report; }
after_report() {
  [ "$1" = 0 ] || [ -z "$(ls -A /var/report 2>/dev/null)" ] || wrong 'half a report'
  [ "$1" != 0 ] || rm -rf /var/report
  must 'the next report' own report /var/report
  own check --from /var/report >/dev/null 2>&1
  [ $? = 10 ] || wrong 'the report does not tell of a locked host'
  clean report
}

# apt on a locked host, with faults in the guard.
before_refuse() { :; }
command_refuse() { launch apt-get install -y /run/faults/tiny-install.deb; }
after_refuse() { clean refuse; }
before_allow() { must before own up; }
command_allow() { launch apt-get install -y /run/faults/tiny-install.deb; }
after_allow() { must allow test -x /usr/bin/tiny-install; must allow own down; clean allow; }

# shellcheck disable=SC2016 # it is said so
told() { grep -q '`usr-overlay down` tries again' /tmp/said.err; }
# One clear line where something failed, no stack trace, no noise.
words() { # CODE
  case $kind in refuse | allow) return ;; esac
  if grep -nE '^ +at |bug in usr-overlay|^node:|Error:|Node\.js v' /tmp/said.err /tmp/said.out; then wrong "a stack trace"; fi
  [ "$(wc -L </tmp/said.err)" -lt 600 ] || wrong 'a line too long'
  [ "$1" = 0 ] || [ "$unheard" = 1 ] || grep -q '^error: ' /tmp/said.err || wrong "exit $1 without a word"
  [ "$(grep -c '^error: ' /tmp/said.err)" -le 2 ] || wrong 'too many words'
}

try() { # KIND CODES FAULT HEAL TITLE JUDGE
  kind=$1 codes=$2 title=$5 judge=$6 bad='' unheard='' lost='' backend=''
  rm -rf /tmp/faulty
  launch() { plainly "$@"; }
  "before_$kind"
  mkdir /tmp/faulty
  eval "$3"
  "command_$kind" >/tmp/said.out 2>/tmp/said.err </dev/null
  code=$?
  eval "$4"
  mv /tmp/faulty /tmp/faulty-was
  if ! { [ -e /tmp/faulty-was/happened ] || grep -qE 'INJECTED|killed by SIGKILL' /tmp/faulty-was/injected 2>/dev/null; }; then missed=1; else missed=; fi
  case " $codes " in *" $code "*) ;; *) wrong "exits $code" ;; esac
  case $judge in next_*) forgiven=$record/open.new ;; *) forgiven=/ && words "$code" ;; esac
  # An answer that nobody got is a failure; what was done is done.
  if [ -n "$lost" ] && [ "$code" = 71 ]; then "$judge" 0; else "$judge" "$code"; fi
  if [ -n "$bad" ]; then
    echo '  said:'; head -c 3000 /tmp/said.out | sed 's/^/    /'; head -c 3000 /tmp/said.err | sed 's/^/    /'
    echo "WRONG $title"
    exit 0
  fi
  rm -rf /tmp/faulty-was
  if [ -n "$missed" ]; then echo "MISSED $title"; else echo "OK $code $title"; fi
}

# KIND: what its processes do goes to /run/faults/traces/KIND.
trace() {
  kind=$1 title="trace of $1" bad='' backend=''
  rm -rf /tmp/faulty
  "before_$kind"
  mkdir /tmp/faulty
  eval "$TRACE"
  launch() { plainly "$@"; }
  "command_$kind" >/tmp/said.out 2>/tmp/said.err </dev/null
  code=$?
  mkdir -p "/run/faults/traces/$kind"
  mv /tmp/faulty /tmp/faulty-was
  cp /tmp/faulty-was/trace.* /tmp/faulty-was/*.calls "/run/faults/traces/$kind"
  rm -rf /tmp/faulty-was
  "after_$kind" "$code"
}
