/** Shell functions that switch our hooks of apt and dpkg off and on, as if the package were not installed; each as often as one likes. */
export const ASIDE = `
hooks=$(ls /etc/apt/apt.conf.d/*apt-image-based* /etc/dpkg/dpkg.cfg.d/apt-image-based)
mkdir -p /run/aside
export hooks
move() { [ ! -e $1 ] || mv $1 $2; }
aside() { local file; for file in $hooks; do move $file /run/aside/$(echo $file | tr / _); done; }
back() { local file; for file in $hooks; do move /run/aside/$(echo $file | tr / _) $file; done; }
`;
