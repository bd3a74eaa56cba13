#!/bin/sh
# What one boot of boots.full.test.ts does, by its number: what is to be seen goes to /out/result.
exec >/out/result 2>&1
boot=$(cat /var/lib/apt-image-based/boots 2>/dev/null || echo 0)
echo $((boot + 1)) >/var/lib/apt-image-based/boots
units=/usr/local/lib/systemd/system
systemctl --failed --no-legend --plain | grep -e in-local -e apt-image -e usr-overlay
if test -w /usr/local; then echo writable; else echo read-only; fi
if test -w /usr; then echo 'all is writable'; fi
case $boot in
  0)
    rm -f /run/systemd/container; true >/run/no-words; mount --bind /run/no-words /proc/1/environ
    systemctl show -p ActiveState -p ConditionResult --value apt-image-based-persist.service | paste -sd ' '
    mkdir -p /etc/apt-image-based
    printf '[overlay]\nonly = ["/usr/local"]\n' >/etc/apt-image-based/config.toml
    # As an image ships it: the next boot finds both in /etc.
    systemctl enable usr-overlay-only.service 2>/dev/null
    mkdir -p /var/lib/apt-image-based/etc/systemd/system
    cp -r /etc/apt-image-based /var/lib/apt-image-based/etc/
    cp -a /etc/systemd/system/sysinit.target.wants /var/lib/apt-image-based/etc/systemd/system/
    ;;
  1)
    systemctl is-active usr-overlay-only.service
    mkdir -p $units /etc/systemd/system/multi-user.target.wants
    printf '[Unit]\nDefaultDependencies=no\n[Service]\nType=oneshot\nExecStart=/bin/true\nRemainAfterExit=yes\n' >$units/in-local.service
    ln -s $units/in-local.service /etc/systemd/system/multi-user.target.wants/
    systemctl is-active apt-image-based-persist.service
    ;;
  *)
    systemctl is-active apt-image-based-persist.service
    ls $units
    grep -c ' /usr/local ' /proc/self/mountinfo
    rm -f /run/systemd/container; mountpoint -q /proc/1/environ || { true >/run/no-words; mount --bind /run/no-words /proc/1/environ; }
    [ "$boot" = 2 ] || { usr-overlay down --only /usr/local --lazy; rm -r /var/lib/apt-image-based/etc; }
    find /var/lib/apt-image-based -mindepth 1 -maxdepth 1 -name '*only*' -printf '%f\n'
    ;;
esac
