# An afternoon's work in an overlay. Four packages come along with tiny-app, one of them recommended; two are upgraded, one for its
# sake; one is removed.
# shellcheck shell=sh
cp /var/lib/apt/extended_states /run/extended_states
usr-overlay >/dev/null || exit
sleep 0.05
apt-get -qq -y -o APT::Install-Recommends=true install tiny-app >/dev/null 2>&1
apt-get -qq -y install tiny-upgrade >/dev/null 2>&1
apt-get -qq -y remove tiny-remove >/dev/null 2>&1
echo edited >>/etc/tiny-conffile.conf
echo own >'/etc/tiny own.conf'
rm /etc/hosts
chmod 600 /etc/fstab
