# Sourced after host.sh: what the next command makes of a host on which one was killed. Each way on must end well.
# shellcheck shell=sh disable=SC2317,SC2154,SC2086 # called by the names that the campaign writes; host.sh sets the rest
next_up() {
  must up own up $backend
  # After a down either still the whole overlay with its package, or a fresh one.
  if dpkg-query -W tiny-conffile >/dev/null 2>&1; then must up test -x /usr/bin/tiny-conffile
  else
    full up
    must up database_whole
    [ ! -e /etc/tiny-conffile.conf ] || wrong 'not put back'
  fi
  must 'up, down' own down; clean 'up, down'
}

next_down() {
  must down own down; clean down
  case $kind in down*) settled ;; esac
}

next_run() {
  must run own run touch /usr/bin/written
  must run test -e /usr/bin/written
  must run not test -w /usr
  must 'run, down' own down; clean 'run, down'
}

next_put_back() {
  must put-back own put-back; settled
  next
}

# One record, closed, that says what was put back: before_down has removed those of before.
settled() {
  said=$(own log --json | grep -m 1 -A 3 '"putBack": {' | sed -n '2,3p' | tr -d '\n ')
  [ "$said" = '"removed":["/etc/tiny-conffile.conf",' ] || wrong "the log says $said"
  [ "$(find "$record/log" -type f | wc -l)" = 1 ] || wrong 'not one record'
  [ ! -e $record/open ] || wrong 'the record is open'
  { [ ! -e /etc/tiny-conffile.conf ] && [ ! -L /etc/rc2.d/S01tiny ]; } || wrong 'not put back'
}

next_doctor() {
  database >/tmp/now
  cmp -s /tmp/harmed /tmp/now || cmp -s /tmp/repaired /tmp/now || { wrong 'the database is neither as before nor repaired'; diff /tmp/repaired /tmp/now; }
  must 'the database' dpkg-query -W tiny-present
  must 'the next repair' own doctor --fix --yes
  database >/tmp/now
  cmp -s /tmp/repaired /tmp/now || wrong 'not repaired'
  # The programs with faults differ from their packages' own.
  { dpkg --audit; dpkg -V; } 2>&1 | diff /tmp/verified - || wrong 'not sound'
  { [ ! -e $record/doctor/draft ] && [ ! -e /var/lib/dpkg/.usr-overlay-draft ]; } || wrong 'something is left'
  [ ! -L /etc/alternatives/tiny ] || wrong 'the alternative leads nowhere'
  must 'the repaired host' own doctor
}
