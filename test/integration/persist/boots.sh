#!/bin/sh
# What one boot of boots.full.test.ts does, by its number: what is to be seen goes to /out/result.
exec >/out/result 2>&1
boot=$(cat /var/lib/apt-image-based/boots 2>/dev/null || echo 0)
echo $((boot + 1)) >/var/lib/apt-image-based/boots
units=/usr/lib/systemd/system
case $boot in
  0)
    rm -f /run/systemd/container; true >/run/no-words; mount --bind /run/no-words /proc/1/environ
    systemctl show -p ActiveState -p ConditionResult --value apt-image-based-persist.service | paste -sd ' '
    usr-overlay up --persist
    mkdir -p $units/multi-user.target.wants $units/sockets.target.wants $units/timers.target.wants $units/sysinit.target.wants
    for target in multi-user sysinit; do
      printf '[Unit]\nDefaultDependencies=no\n[Service]\nType=oneshot\nExecStart=/bin/true\nRemainAfterExit=yes\n' >$units/in-$target.service
      ln -s ../in-$target.service $units/$target.target.wants/
    done
    printf '[Socket]\nListenStream=/run/in-overlay\nAccept=yes\n' >$units/in-socket.socket
    printf '[Service]\nExecStart=/bin/true\n' | tee $units/in-socket@.service >$units/in-timer.service
    printf '[Timer]\nOnBootSec=1d\n' >$units/in-timer.timer
    ln -s ../in-socket.socket $units/sockets.target.wants/
    ln -s ../in-timer.timer $units/timers.target.wants/
    mkdir -p /usr/lib/sysusers.d /usr/lib/tmpfiles.d
    echo 'u in-overlay - -' >/usr/lib/sysusers.d/in-overlay.conf
    echo 'd /run/in-overlay.d 0755 root root' >/usr/lib/tmpfiles.d/in-overlay.conf
    systemctl is-active apt-image-based-persist.service
    ;;
  1)
    if test -w /usr; then echo writable; else echo read-only; fi
    systemctl is-active in-multi-user.service in-sysinit.service in-socket.socket in-timer.timer
    id -un in-overlay
    ls -d /run/in-overlay.d
    ls /var/lib/apt-image-based/persistent
    systemctl stop apt-image-based-persist.service 2>&1 | grep -o 'may be requested by dependency only'
    systemctl --failed --no-legend --plain | grep -e in- -e apt-image
    printf '[Unit]\nDefaultDependencies=no\nBefore=multi-user.target\n[Service]\nType=oneshot\nExecStart=/bin/true\n' >$units/in-multi-user.service
    ;;
  *)
    if test -w /usr; then echo writable; else echo read-only; fi
    rm -f /run/systemd/container; mountpoint -q /proc/1/environ || mount --bind /run/no-words /proc/1/environ
    usr-overlay down --lazy
    ls /var/lib/apt-image-based
    ;;
esac
