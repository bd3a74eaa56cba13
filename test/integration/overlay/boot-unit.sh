#!/bin/sh
# usr-overlay.service under a real systemd: what is to be seen goes to /out/result.
exec >/out/result 2>&1

usr() { if test -w /usr; then echo writable; else echo read-only; fi; }
unit() { echo "$1: $2, $(systemctl is-active usr-overlay.service), $(usr)"; }

# It was told so, to boot in namespaces; the program is to take it for a host.
rm /run/systemd/container; : >/run/no-words; mount --bind /run/no-words /proc/1/environ
systemctl start systemd-journald
mount --bind /usr /usr
mount -o remount,bind,ro /usr
systemd-analyze verify --man=no usr-overlay.service 2>&1 | grep usr-overlay.service
echo "as shipped: $(systemctl is-enabled usr-overlay.service)"
systemctl --quiet preset usr-overlay.service
echo "preset: $(systemctl is-enabled usr-overlay.service)"
systemctl --quiet preset-all
echo "preset-all: $(systemctl is-enabled usr-overlay.service)"
systemctl --quiet enable usr-overlay.service
systemctl list-dependencies --plain multi-user.target | grep -o 'usr-overlay.service'

systemctl start usr-overlay.service
unit start $?
systemd-run --quiet --service-type=exec --unit=holder sleep infinity
systemctl stop usr-overlay.service
unit 'stop while it is held' $?
journalctl --unit=usr-overlay.service --output=cat | grep -o 'these processes use the overlay'
journalctl --unit=usr-overlay.service --output=cat | grep -o 'holder.service  exe' | head -n 1
systemctl start usr-overlay.service
unit 'start again' $?
systemctl stop holder
systemctl stop usr-overlay.service
unit stop $?
usr-overlay up >/dev/null
systemctl start usr-overlay.service
unit 'start over an overlay' $?
usr-overlay down >/dev/null
systemctl stop usr-overlay.service
unit 'stop without one' $?
systemctl show --property=Conflicts --value usr-overlay.service | grep shutdown.target || echo "no shutdown stops it"
