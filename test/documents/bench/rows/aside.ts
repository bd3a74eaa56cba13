/** Shell functions that switch our hooks of apt and dpkg off and on, as if the package were not installed; each as often as one likes. */
export const ASIDE = `
move() { [ ! -e $1 ] || mv $1 $2; }
aside() { move /etc/apt/apt.conf.d/zz-apt-image-based /run/aside-apt; move /etc/apt/apt.conf.d/10apt-image-based /run/aside-plan; move /etc/dpkg/dpkg.cfg.d/apt-image-based /run/aside-dpkg; }
back() { move /run/aside-apt /etc/apt/apt.conf.d/zz-apt-image-based; move /run/aside-plan /etc/apt/apt.conf.d/10apt-image-based; move /run/aside-dpkg /etc/dpkg/dpkg.cfg.d/apt-image-based; }
`;
