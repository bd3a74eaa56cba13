#!/bin/sh
# What one boot of storage.full.test.ts does, by its number: what is to be seen goes to /out/result.
exec >/out/result 2>/out/errors
boot=$(cat /var/lib/apt-image-based/boots 2>/dev/null || echo 0)
echo $((boot + 1)) >/var/lib/apt-image-based/boots
# All that this host keeps is there.
disk=/var/lib/apt-image-based/disk
state() { if test -w /usr; then echo writable; else echo read-only; fi; }
rm -f /run/systemd/container
mountpoint -q /proc/1/environ || { true >/run/no-words; mount --bind /run/no-words /proc/1/environ; }
case $boot in
  0)
    mkdir -m 700 $disk
    usr-overlay up --persist --storage $disk
    echo 'in the overlay' >/usr/lib/in-overlay
    systemctl is-active apt-image-based-persist.service
    mkdir -p /var/lib/apt-image-based/etc/systemd/system
    cp /etc/systemd/system/*persistent.mount /var/lib/apt-image-based/etc/systemd/system/
    ;;
  1)
    state
    systemctl is-active apt-image-based-persist.service
    cat /usr/lib/in-overlay
    usr-overlay down --lazy
    state
    rm -r /var/lib/apt-image-based/etc
    ;;
  *)
    state
    systemctl is-active apt-image-based-persist.service
    ;;
esac
